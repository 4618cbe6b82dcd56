using System.Xml.Linq;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Reports.Plots;

/// <summary>Plots a metric that was logged while a model learnt.</summary>
internal static class MetricCurve
{
    private const int MaxPoints = 300;

    /// <summary>The metric by training step.</summary>
    public static XElement Draw(string step, string metric, IReadOnlyList<MetricPoint> history)
    {
        var points = history.OrderBy(point => point.Step).ThenBy(point => point.At).ToList();
        var values = LinearScale.Over(points.Select(point => point.Value), 0, 1);
        var last = points.Count > 0 ? Figures.Number(points[^1].Value) : "–";
        return new Plot(("Step", points.FirstOrDefault()?.Step ?? 0, points.LastOrDefault()?.Step ?? 1), (metric, values.Low, values.High))
            .Line("challenger", null, points.Thin(MaxPoints).Select(point => ((double)point.Step, point.Value)))
            .ToFigure(metric, $"Logged {Figures.Count(points.Count)} times by {step}; last {last}.");
    }
}
