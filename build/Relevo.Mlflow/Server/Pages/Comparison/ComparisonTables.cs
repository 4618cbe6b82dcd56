using System.Xml.Linq;
using Relevo.Mlflow.Server.Pages.Markup;
using Relevo.Mlflow.Server.Pages.Runs;
using static Relevo.Mlflow.Server.Pages.Markup.Html;

namespace Relevo.Mlflow.Server.Pages.Comparison;

/// <summary>Params and metrics of several runs, a column for each run.</summary>
internal static class ComparisonTables
{
    public static XElement? Params(ComparisonQuery query, IReadOnlyList<Run> runs)
    {
        var rows = runs.SelectMany(run => run.Data.Params.Select(param => param.Key)).Distinct().Order(StringComparer.Ordinal)
            .Select(key => (Key: key, Values: runs.Select(run => run.ParamOf(key)).ToList())).ToList();
        if (rows.Count == 0)
            return null;
        var different = rows.Where(row => row.Values.Distinct().Count() > 1).ToList();
        var shown = query.IsDifferencesOnly ? different : rows;
        return Section("params", "Params",
            El("p", different.Count == 0 ? "No param differs. " : $"{Figures.Count(different.Count)} of {Figures.Count(rows.Count, "param")} {(different.Count == 1 ? "differs" : "differ")}. ",
                different.Count == 0 || different.Count == rows.Count ? null : Link($"{(query with { IsDifferencesOnly = !query.IsDifferencesOnly }).ToAddress()}#params", query.IsDifferencesOnly ? "Show all params" : "Show only those that differ")),
            shown.Count == 0 ? null : Scrolling("Params of the runs", Table("Params of the runs", "Param", runs, shown.Select(row =>
            {
                var isDifferent = row.Values.Distinct().Count() > 1;
                return El(isDifferent ? "tr.differs" : "tr",
                    El("th", At("scope", "row"), row.Key, isDifferent ? El("span.badge.warn", "differs") : null),
                    row.Values.Select(value => El(value is null ? "td.muted" : "td", value is { Length: > 80 } ? At("title", Figures.Cut(value, 1000)) : null, value is null ? "–" : Figures.Cut(value, 80))));
            }))));
    }

    public static XElement? Metrics(ComparisonQuery query, IReadOnlyList<Run> runs)
    {
        var keys = runs.SelectMany(run => run.Data.Metrics.Select(metric => metric.Key)).Distinct().Order(StringComparer.Ordinal).ToList();
        return keys.Count == 0 ? null : Section("metrics", "Metrics",
            El("p.muted.small", "Latest values. Which way is better is guessed from the name; turn it where the guess is wrong."),
            Scrolling("Metrics of the runs", Table("Latest metrics of the runs", "Metric", runs, keys.Select(key => MetricRow(query, runs, key)))));
    }

    private static XElement MetricRow(ComparisonQuery query, IReadOnlyList<Run> runs, string key)
    {
        var isLess = Direction.IsLessBetter(key) != query.Flipped.Contains(key);
        var values = runs.Select(run => run.MetricOf(key)).ToList();
        var numbers = values.OfType<double>().Where(value => !double.IsNaN(value)).ToList();
        // Where all are the same none is best.
        double? best = numbers.Distinct().Count() < 2 ? null : isLess ? numbers.Min() : numbers.Max();
        return El("tr",
            El("th", At("scope", "row"), key, " ", El("a.turn", At("href", $"{query.Flip(key).ToAddress()}#metrics"), isLess ? "least is best" : "greatest is best", Spoken($" for {key}; turn"))),
            values.Select(value => El(value == best && best is not null ? "td.number.best" : "td.number", value is null ? null : At("title", Figures.Exact(value.Value)),
                value is null ? "–" : Figures.Number(value.Value), value == best && best is not null ? new object[] { " ", Sign.Best.ToBadge() } : null)));
    }

    private static XElement Table(string caption, string first, IReadOnlyList<Run> runs, IEnumerable<XElement> rows) => El("table.side",
        El("caption.sr", caption),
        El("thead", El("tr", El("th", At("scope", "col"), first),
            runs.Select((run, at) => El("th", At("scope", "col"), ComparePage.Swatch(at), Figures.Cut(RunPage.NameOf(run.Info), 40))))),
        El("tbody", rows));
}
