using System.Text;
using System.Xml.Linq;
using Relevo.Core.Data;
using static Relevo.Core.Reports.Figures;
using static Relevo.Core.Reports.Markup;

namespace Relevo.Core.Reports.Plots;

/// <summary>A histogram the size of a word.</summary>
internal static class MiniHistogram
{
    private const double Width = 120;
    private const double Height = 28;

    /// <summary>The column's histogram.</summary>
    public static XElement Draw(NumericStatistics numbers)
    {
        var highest = Math.Max(1, numbers.Histogram.Select(bucket => bucket.SampleCount).DefaultIfEmpty(1).Max());
        var step = Width / Math.Max(1, numbers.Histogram.Count);
        var path = new StringBuilder();
        for (var at = 0; at < numbers.Histogram.Count; at++)
        {
            var count = numbers.Histogram[at].SampleCount;
            var height = count == 0 ? 0 : Math.Max(1, Height * count / highest);
            path.Append($"M{Pixel(at * step)} {Pixel(Height)}v{Pixel(-height)}h{Pixel(step - 1)}v{Pixel(height)}z");
        }
        return Tag("svg.mini", At("viewBox", $"0 0 {Pixel(Width)} {Pixel(Height)}"), At("role", "img"),
            At("aria-label", $"Histogram from {Number(numbers.Min)} to {Number(numbers.Max)}"), Tag("path", At("d", path.ToString())));
    }
}
