using System.Xml.Linq;
using Relevo.Core.Gate;
using Relevo.Core.Records;
using static Relevo.Core.Reports.Figures;
using static Relevo.Core.Reports.Markup;

namespace Relevo.Core.Reports.Sections;

/// <summary>What the decision rests on: every check, and all metrics of both models.</summary>
internal static class EvidenceSection
{
    /// <summary>The gate's checks.</summary>
    public static XElement? Checks(ReportModel model)
    {
        if (model.Gate is not { Decision.Checks: { Count: > 0 } checks } gate)
            return null;
        var table = new Table("Rules of the gate", "Metric", "Rule", "#Limit", "#Challenger", "#Champion", "#Margin", "Status");
        return Section("checks", "Checks",
            table.With([.. checks.Select(Row)]),
            Tag("p.muted.small", $"A margin of zero or more meets the rule. Gate file {Digest(gate.GateDigest)}",
                gate.DataDigest is { } data ? $", held-out rows {Digest(data)}" : null, "."));
    }

    /// <summary>The metrics of challenger and champion side by side, or where nothing was weighed those that the steps logged.</summary>
    public static XElement? Metrics(ReportModel model) =>
        model.Gate is { CandidateEvaluation: { } candidate } gate ? Compared(gate, candidate)
        : model.Training is { Metrics.Count: > 0 } training ? Logged(training)
        : null;

    private static object?[] Row(GateCheck check) =>
    [
        new object[] { Cut(check.Metric, 80), Tag("div.muted.small", Cut(check.Explanation)) },
        Tag("code", Cut(check.Rule, 60)),
        Number(check.Limit), Number(check.Candidate), Number(check.Baseline),
        check.Margin is { } margin ? Signed(margin) : "–",
        Mark.Of(check.Status).ToBadge(),
    ];

    private static XElement Compared(GateRecord gate, ModelEvaluation candidate)
    {
        var baseline = gate.BaselineEvaluation?.Metrics;
        var names = candidate.Metrics.Keys.Concat(baseline?.Keys ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var ruled = gate.Decision.Checks.Select(check => check.Metric).Distinct(StringComparer.Ordinal).ToList();
        string[] headings = baseline is null
            ? ["Metric", $"#Challenger v{Cut(candidate.Model.Version, 40)}"]
            : ["Metric", $"#Challenger v{Cut(candidate.Model.Version, 40)}", $"#Champion v{Cut(gate.BaselineEvaluation?.Model.Version ?? "", 40)}", "#Difference", "Change"];
        return Section("metrics", "Metrics", new Table("Both models on the same held-out rows", headings).With(
        [
            .. names.OrderBy(name => ruled.IndexOf(name) is >= 0 and var at ? at : int.MaxValue)
                .Select(name => Compare(name, Value(candidate.Metrics, name), baseline, gate.Decision.Checks)),
        ]));
    }

    private static object?[] Compare(string name, double? candidate, IReadOnlyDictionary<string, double>? baseline, IReadOnlyList<GateCheck> checks)
    {
        if (baseline is null)
            return [Cut(name, 80), Number(candidate)];
        var other = Value(baseline, name);
        var difference = candidate - other;
        var mark = difference is null or 0 or double.NaN ? null
            : MetricDirection.Of(name, checks) is { } isGreaterBetter ? (difference > 0 == isGreaterBetter ? Mark.Better : Mark.Worse)
            : null;
        return
        [
            Cut(name, 80), Number(candidate), Number(other),
            difference is { } value ? Signed(value) : "–", mark?.ToBadge(),
        ];
    }

    private static XElement Logged(TrainRecord training) => Section("metrics", "Metrics",
        new Table("Last value of each metric that the steps logged", "Metric", "Step", "#Value").With(
        [
            .. training.Metrics.SelectMany(step => step.Value.Select(metric => new object?[] { Cut(metric.Key, 80), Cut(step.Key, 80), Number(metric.Value) })),
        ]));

    private static double? Value(IReadOnlyDictionary<string, double> metrics, string name) => metrics.TryGetValue(name, out var value) ? value : null;
}
