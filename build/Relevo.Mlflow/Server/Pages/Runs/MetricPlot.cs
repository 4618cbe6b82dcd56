using System.Xml.Linq;
using Relevo.Mlflow.Server.Pages.Markup;
using Relevo.Mlflow.Server.Pages.Plots;

namespace Relevo.Mlflow.Server.Pages.Runs;

/// <summary>Draws one metric of one or several runs.</summary>
internal static class MetricPlot
{
    /// <param name="metric">The metric.</param>
    /// <param name="curves">For each run its name (null where there is one run only), its range and its points; a run without points keeps its colour.</param>
    /// <param name="isByTime">Whether points lie by time, in milliseconds, rather than by step.</param>
    /// <param name="isLog">Whether the vertical axis shows ratios.</param>
    public static XElement Draw(string metric, IReadOnlyList<(string? Name, SeriesRange? Range, IReadOnlyList<PlotPoint> Points)> curves, bool isByTime, bool isLog)
    {
        var unit = isByTime ? Unit(curves.SelectMany(curve => curve.Points).Select(point => point.X).DefaultIfEmpty(0).Max()) : ("Step", 1);
        var scaled = curves.Select(curve => curve.Points.Select(point => point with { X = point.X / unit.Divisor }).ToList()).ToList();
        var chart = new Chart((unit.Name, scaled.SelectMany(points => points).Select(point => point.X)),
            (metric, scaled.SelectMany(points => points).SelectMany(point => new[] { point.Low, point.High })), isLog);
        for (var at = 0; at < curves.Count; at++)
        {
            if (scaled[at].Count > 0)
                chart.Curve(at, curves[at].Name, scaled[at]);
        }
        var present = curves.Select(curve => curve.Range).OfType<SeriesRange>().ToList();
        var isJoined = present.Exists(range => range.Count > SeriesRange.Buckets);
        return chart.ToFigure(
            new object?[] { metric, isJoined ? Html.El("span.muted.small", " mean, with the range shaded") : null },
            $"{metric} over {(isByTime ? "time" : "steps")}{(curves.Count > 1 ? $" of {Figures.Count(present.Count, "run")}" : "")}: "
                + $"{Figures.Count(present.Sum(range => range.Count), "point")} between {Figures.Number(Least(present))} and {Figures.Number(Greatest(present))}.");
    }

    private static double Least(List<SeriesRange> ranges) => ranges.Select(range => range.Low).Where(low => !double.IsNaN(low)).DefaultIfEmpty(double.NaN).Min();

    private static double Greatest(List<SeriesRange> ranges) => ranges.Select(range => range.High).Where(high => !double.IsNaN(high)).DefaultIfEmpty(double.NaN).Max();

    private static (string Name, double Divisor) Unit(double milliseconds) => milliseconds switch
    {
        < 300_000 => ("Seconds since the first point", 1_000),
        < 18_000_000 => ("Minutes since the first point", 60_000),
        _ => ("Hours since the first point", 3_600_000),
    };
}
