using System.Xml.Linq;
using Relevo.Mlflow.Server.Pages.Markup;
using Relevo.Mlflow.Server.Store;
using static Relevo.Mlflow.Server.Pages.Markup.Html;

namespace Relevo.Mlflow.Server.Pages.Runs;

/// <summary>A run's metrics as a table and, where they were logged over steps, as plots.</summary>
internal static class MetricsSection
{
    public static object? Render(TrackingStore store, Run run, RunPageQuery query)
    {
        if (run.Data.Metrics.Count == 0)
            return null;
        var ranges = store.GetSeriesRanges([run.Id]);
        var shown = ranges.Where(range => range.Key.Contains(query.Metric, StringComparison.OrdinalIgnoreCase)).ToList();
        var plotted = shown.Where(range => range.Count > 1).ToList();
        var offset = (int)Pager.Offset(query.Page, RunPageQuery.PlotsShown, plotted.Count);
        var part = plotted.Skip(offset).Take(RunPageQuery.PlotsShown).ToList();
        return Section("metrics", $"Metrics ({Figures.Count(ranges.Count)})",
            ranges.Count > 1 || ranges.Any(range => range.Count > 1) ? Form(query) : null,
            shown.Count == 0 ? El("p.empty", $"No metric's name contains “{query.Metric}”.") : Table(run, shown),
            part.Count == 0 ? null : El("h3", "Over the run"),
            El("div.plots", Plots(store, part, query)),
            new Pager(query.Page, RunPageQuery.PlotsShown, plotted.Count).ToNavigation(query.ToAddress(), "Pages of plots"));
    }

    private static XElement Form(RunPageQuery query) => El("form.bar", At("method", "get"), At("action", Addresses.Run(query.RunId) + "#metrics"), At("aria-label", "Metrics"),
        El("label.field", El("span", "Name contains"), El("input", At("type", "search"), At("name", "metric"), At("value", query.Metric), At("maxlength", "250"))),
        Choice("x", "Across", query.IsByTime ? "time" : "step", ("step", "Steps"), ("time", "Time")),
        Choice("y", "Scale", query.IsLog ? "log" : "linear", ("linear", "Linear"), ("log", "Logarithmic")),
        El("button", At("type", "submit"), "Show"));

    private static XElement Table(Run run, IReadOnlyList<SeriesRange> ranges)
    {
        var latest = run.Data.Metrics.ToDictionary(metric => metric.Key, StringComparer.Ordinal);
        return Scrolling("Metrics of the run", El("table.metrics",
            El("caption.sr", "Metrics of the run: latest, least and greatest value"),
            El("thead", El("tr", El("th", At("scope", "col"), "Metric"), new[] { "Latest", "At step", "Least", "Greatest", "Points" }.Select(heading => El("th.number", At("scope", "col"), heading)))),
            El("tbody", ranges.Select(range => El("tr",
                El("th", At("scope", "row"), range.Key),
                Number(latest.GetValueOrDefault(range.Key)?.Value ?? double.NaN),
                El("td.number", Figures.Count(latest.GetValueOrDefault(range.Key)?.Step ?? 0)),
                Number(range.Low), Number(range.High),
                El("td.number", Figures.Count(range.Count), range.NanCount > 0 ? El("span.muted", $" ({Figures.Count(range.NanCount)} NaN)") : null))))));
    }

    private static XElement Number(double value) => El("td.number", At("title", Figures.Exact(value)), Figures.Number(value));

    private static IEnumerable<XElement> Plots(TrackingStore store, List<SeriesRange> part, RunPageQuery query)
    {
        // A metric that was always logged at the same step has only time to run over.
        var byTime = part.Where(range => query.IsByTime || range.FirstStep == range.LastStep).ToList();
        var timed = store.GetCurves(byTime, isByTime: true);
        var stepped = store.GetCurves([.. part.Except(byTime)], isByTime: false);
        return part.Select(range => MetricPlot.Draw(range.Key, [(null, range, [.. (byTime.Contains(range) ? timed : stepped)[range.Id]])], byTime.Contains(range), query.IsLog));
    }
}
