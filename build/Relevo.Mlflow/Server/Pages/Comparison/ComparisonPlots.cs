using System.Xml.Linq;
using Relevo.Mlflow.Server.Pages.Markup;
using Relevo.Mlflow.Server.Pages.Plots;
using Relevo.Mlflow.Server.Pages.Runs;
using Relevo.Mlflow.Server.Store;
using static Relevo.Mlflow.Server.Pages.Markup.Html;

namespace Relevo.Mlflow.Server.Pages.Comparison;

/// <summary>Several runs in one drawing.</summary>
internal static class ComparisonPlots
{
    private const int MostAxes = 9;
    private const int MostCurves = 24;

    private sealed record Axis(string Id, string Label, IReadOnlyList<string?> Values)
    {
        public IReadOnlyList<double?> Numbers => [.. Values.Select(Numeric.Read)];

        public bool IsNumeric => Values.Any(value => value is not null) && Values.All(value => value is null || Numeric.Read(value) is not null);

        public bool Differs => Values.Distinct().Count() > 1;
    }

    /// <summary>Parallel coordinates and a scatter plot; null where the runs have nothing to draw.</summary>
    public static XElement? Together(ComparisonQuery query, IReadOnlyList<Run> runs)
    {
        var @params = Axes("params", runs.SelectMany(run => run.Data.Params.Select(p => p.Key)), key => [.. runs.Select(run => run.ParamOf(key))]);
        var metrics = Axes("metrics", runs.SelectMany(run => run.Data.Metrics.Select(m => m.Key)), key => [.. runs.Select(run => run.MetricOf(key) is { } v && double.IsFinite(v) ? Figures.Exact(v) : null)]);
        var names = runs.Select(run => RunPage.NameOf(run.Info)).ToList();
        var upright = @params.Where(axis => axis.Differs).Take(MostAxes - Math.Min(4, metrics.Count)).ToList();
        upright.AddRange(metrics.OrderByDescending(axis => axis.Differs).Take(MostAxes - upright.Count));
        var parallel = ParallelCoordinates.Draw([.. upright.Select(axis => (axis.Label, axis.Values))], names);
        var scatter = Scatter(query, [.. @params.Concat(metrics).Where(axis => axis.IsNumeric)], names);
        return parallel is null && scatter is null ? null : Section("together", "Params against metrics",
            parallel is null ? null : El("figure.full", El("figcaption", "Parallel coordinates", El("span.muted.small", " a line for each run, an axis for each param that differs and each metric")), parallel, Legend(names)),
            scatter);
    }

    /// <summary>The metrics that were logged more than once, each run a curve; null where there is none.</summary>
    public static XElement? Curves(TrackingStore store, ComparisonQuery query, IReadOnlyList<Run> runs)
    {
        var metrics = store.GetSeriesRanges(query.Runs).GroupBy(range => range.Key).Where(group => group.Any(range => range.Count > 1)).ToList();
        if (metrics.Count == 0)
            return null;
        var shown = metrics.Take(MostCurves).ToList();
        var byTime = shown.Where(group => query.IsByTime || group.All(range => range.FirstStep == range.LastStep)).Select(group => group.Key).ToHashSet();
        var timed = store.GetCurves([.. shown.SelectMany(group => group).Where(range => byTime.Contains(range.Key))], isByTime: true);
        var stepped = store.GetCurves([.. shown.SelectMany(group => group).Where(range => !byTime.Contains(range.Key))], isByTime: false);
        return Section("curves", "Metric curves",
            El("form.bar", At("method", "get"), At("action", Addresses.Compare + "#curves"), At("aria-label", "Metric curves"),
                Rest(query, "x", "y"),
                Choice("x", "Across", query.IsByTime ? "time" : "step", ("step", "Steps"), ("time", "Time")),
                Choice("y", "Scale", query.IsLog ? "log" : "linear", ("linear", "Linear"), ("log", "Logarithmic")),
                El("button", At("type", "submit"), "Show")),
            El("div.plots", shown.Select(group => MetricPlot.Draw(group.Key,
                [.. runs.Select(run => group.FirstOrDefault(range => range.RunId == run.Id) is { } range
                    ? ((string?)RunPage.NameOf(run.Info), (SeriesRange?)range, (IReadOnlyList<PlotPoint>)[.. (byTime.Contains(group.Key) ? timed : stepped)[range.Id]])
                    : (RunPage.NameOf(run.Info), null, []))],
                byTime.Contains(group.Key), query.IsLog))),
            metrics.Count > MostCurves ? El("p.muted.small", $"The first {MostCurves} of {Figures.Count(metrics.Count)} metrics are drawn.") : null);
    }

    private static XElement? Scatter(ComparisonQuery query, List<Axis> axes, List<string> names)
    {
        if (axes.Count < 2)
            return null;
        var across = axes.FirstOrDefault(axis => axis.Id == query.X) ?? axes.FirstOrDefault(axis => axis.Differs) ?? axes[0];
        var up = axes.FirstOrDefault(axis => axis.Id == query.Y) ?? axes.FirstOrDefault(axis => axis.Id != across.Id && axis.Id.StartsWith("metrics.", StringComparison.Ordinal) && axis.Differs) ?? axes.Last(axis => axis.Id != across.Id);
        var chart = new Chart((across.Label, across.Numbers.OfType<double>()), (up.Label, up.Numbers.OfType<double>()), isLog: false);
        for (var at = 0; at < names.Count; at++)
        {
            if (across.Numbers[at] is { } x && up.Numbers[at] is { } y)
                chart.Dot(at, names[at], x, y);
        }
        var options = axes.Select(axis => (axis.Id, $"{(axis.Id.StartsWith("params.", StringComparison.Ordinal) ? "param" : "metric")} {axis.Label}")).ToList();
        return El("div.scatter",
            El("form.bar", At("method", "get"), At("action", Addresses.Compare + "#together"), At("aria-label", "Scatter plot"),
                Rest(query, "across", "up"), Choice("across", "Across", across.Id, options), Choice("up", "Up", up.Id, options), El("button", At("type", "submit"), "Plot")),
            chart.ToFigure($"{up.Label} against {across.Label}", $"Scatter plot of {up.Label} against {across.Label}, a dot for each run. The tables on this page hold the same values."));
    }

    private static IEnumerable<XElement> Rest(ComparisonQuery query, params string[] own) => query.ToAddress().Query
        .Where(pair => !own.Contains(pair.Name)).Select(pair => El("input", At("type", "hidden"), At("name", pair.Name), At("value", pair.Value)));

    private static XElement Legend(List<string> names) => El("ul.legend", names.Select((name, at) => El("li", ComparePage.Swatch(at), name)));

    private static List<Axis> Axes(string kind, IEnumerable<string> keys, Func<string, IReadOnlyList<string?>> values) =>
        [.. keys.Distinct().Order(StringComparer.Ordinal).Select(key => new Axis($"{kind}.{key}", key, values(key)))];
}
