using System.Globalization;

namespace Relevo.Core.Gate;

/// <summary>
/// Decides from the rules and the scores of both models. Pure: the same numbers give the same verdict. Numbers are compared unrounded.
/// </summary>
public static class GateRules
{
    /// <summary>Weighs a candidate.</summary>
    /// <param name="definition">The rules.</param>
    /// <param name="candidate">The candidate's metrics; may hold NaN.</param>
    /// <param name="baseline">The champion's metrics on the same rows; null where there is no champion.</param>
    public static GateDecision Decide(GateDefinition definition, IReadOnlyDictionary<string, double> candidate, IReadOnlyDictionary<string, double>? baseline)
    {
        var isFirst = baseline is null;
        if (isFirst && definition.Policy.NoChampion == NoChampionPolicy.Reject)
        {
            return new()
            {
                Verdict = Verdict.Reject,
                IsFirst = true,
                Summary = $"there is no champion, and policy.no_champion is reject: set the alias '{definition.Baseline.Alias}' by hand.",
            };
        }
        List<GateCheck> checks = [];
        List<string> warnings = [];
        foreach (var rule in definition.Metrics) checks.AddRange(Check(rule, definition.Policy, candidate, baseline));
        warnings.AddRange(checks.Where(c => c.Status == CheckStatus.Warn || (c.Status == CheckStatus.Skipped && !isFirst)).Select(c => $"{c.Metric}: {c.Explanation}"));
        if (!isFirst && !definition.Metrics.Any(m => m.HasChangeRule))
            warnings.Add("no rule compares the candidate with the champion: add min_absolute_change or min_relative_change.");
        return Conclude(definition, candidate, baseline, checks, warnings);
    }

    private static IEnumerable<GateCheck> Check(
        MetricRule rule, GatePolicy policy, IReadOnlyDictionary<string, double> candidate, IReadOnlyDictionary<string, double>? baseline)
    {
        if (!candidate.TryGetValue(rule.Name, out var value))
        {
            yield return policy.MissingMetric == MissingMetricPolicy.Skip
                ? new() { Metric = rule.Name, Rule = "presence", Status = CheckStatus.Skipped, Explanation = "the candidate has no such metric." }
                : Failed(rule, "presence", $"the candidate has no such metric; it has {Listed(candidate.Keys)}.");
            yield break;
        }
        if (!double.IsFinite(value))
        {
            yield return Failed(rule, "presence", $"the candidate's value is {Text(value)}.") with { Candidate = value };
            yield break;
        }
        if (rule.Threshold is { } threshold) yield return CheckThreshold(rule, threshold, value);
        if (!rule.HasChangeRule) yield break;
        if (baseline is null)
        {
            yield return new() { Metric = rule.Name, Rule = "change", Status = CheckStatus.Skipped, Candidate = value, Explanation = "there is no champion to compare with." };
            yield break;
        }
        if (!baseline.TryGetValue(rule.Name, out var reference) || !double.IsFinite(reference))
        {
            yield return new()
            {
                Metric = rule.Name,
                Rule = "change",
                Status = CheckStatus.Error,
                Candidate = value,
                Baseline = baseline.TryGetValue(rule.Name, out var odd) ? odd : null,
                Explanation = baseline.ContainsKey(rule.Name)
                    ? $"the champion's value is {Text(reference)}, so nothing can be compared with it."
                    : "the champion has no such metric, though the same step scored it.",
            };
            yield break;
        }
        foreach (var check in CheckChange(rule, value, reference)) yield return check;
    }

    private static GateCheck CheckThreshold(MetricRule rule, double threshold, double value)
    {
        var margin = rule.GreaterIsBetter ? value - threshold : threshold - value;
        var relation = rule.GreaterIsBetter ? "at least" : "at most";
        return new()
        {
            Metric = rule.Name,
            Rule = "threshold",
            Status = Outcome(rule, margin >= 0),
            Limit = threshold,
            Candidate = value,
            Margin = margin,
            Explanation = $"{Text(value)} {(margin >= 0 ? "is" : "is not")} {relation} {Text(threshold)}.",
        };
    }

    private static IEnumerable<GateCheck> CheckChange(MetricRule rule, double value, double reference)
    {
        var improvement = rule.GreaterIsBetter ? value - reference : reference - value;
        if (rule.MinAbsoluteChange is { } absolute)
        {
            yield return Change("min_absolute_change", absolute, improvement - absolute, Outcome(rule, improvement >= absolute),
                $"{Shift(improvement, Text)}, {Allowed(absolute, Text)}.");
        }
        if (rule.MinRelativeChange is { } relative)
        {
            if (reference != 0)
            {
                var required = relative * Math.Abs(reference);
                var share = improvement / Math.Abs(reference);
                yield return Change("min_relative_change", relative, share - relative, Outcome(rule, improvement >= required),
                    $"{Shift(share, Percent)}, {Allowed(relative, Percent)}.");
            }
            else if (rule.MinAbsoluteChange is not null)
            {
                yield return Change("min_relative_change", relative, null, CheckStatus.Skipped, "the champion's value is 0, so there is no relative change; min_absolute_change decides.");
            }
            else
            {
                yield return Change("min_relative_change", relative, null, CheckStatus.Inconclusive, "the champion's value is 0, so there is no relative change; add min_absolute_change.");
            }
        }
        if (rule.MaxAbsoluteChange is { } most)
        {
            yield return Change("max_absolute_change", most, most - improvement, improvement <= most ? CheckStatus.Pass : CheckStatus.Inconclusive,
                improvement <= most
                    ? $"an improvement of {Text(improvement)} is not beyond {Text(most)}."
                    : $"an improvement of {Text(improvement)} is beyond {Text(most)}: look for a leak before you believe it.");
        }

        GateCheck Change(string name, double limit, double? margin, CheckStatus status, string explanation) => new()
        {
            Metric = rule.Name,
            Rule = name,
            Status = status,
            Limit = limit,
            Candidate = value,
            Baseline = reference,
            Margin = margin,
            Explanation = explanation,
        };
    }

    private static string Shift(double improvement, Func<double, string> text) => improvement switch
    {
        < 0 => $"worse by {text(-improvement)}",
        0 => "the same",
        _ => $"better by {text(improvement)}",
    };

    private static string Allowed(double least, Func<double, string> text) => least switch
    {
        < 0 => $"where at most {text(-least)} worse is allowed",
        0 => "where worse is not allowed",
        _ => $"where at least {text(least)} better is asked for",
    };

    private static GateDecision Conclude(
        GateDefinition definition, IReadOnlyDictionary<string, double> candidate, IReadOnlyDictionary<string, double>? baseline, List<GateCheck> checks, List<string> warnings)
    {
        var (verdict, summary) = Weigh(definition, candidate, baseline, checks);
        return new() { Verdict = verdict, Summary = summary, IsFirst = baseline is null, Checks = checks, Warnings = warnings };
    }

    private static (Verdict Verdict, string Summary) Weigh(
        GateDefinition definition, IReadOnlyDictionary<string, double> candidate, IReadOnlyDictionary<string, double>? baseline, List<GateCheck> checks)
    {
        if (checks.Find(c => c.Status == CheckStatus.Error) is { } error) return (Verdict.Error, $"{error.Metric}: {error.Explanation}");
        if (checks.FindAll(c => c.Status == CheckStatus.Fail) is { Count: > 0 } failed)
            return (Verdict.Reject, string.Join(' ', failed.Select(c => $"{c.Metric}: {c.Explanation}")));
        if (checks.Find(c => c.Status == CheckStatus.Inconclusive) is { } open) return (Verdict.Inconclusive, $"{open.Metric}: {open.Explanation}");
        if (checks.TrueForAll(c => c.Status == CheckStatus.Skipped))
            return (Verdict.Error, baseline is null ? "no check could be made: without a champion only 'threshold' rules count; add one." : "no check could be made.");
        if (baseline is null) return (Verdict.Promote, "the first champion: every check that needs no champion passes.");
        if (IsTie(definition, candidate, baseline))
        {
            return definition.Policy.OnTie == TiePolicy.Promote
                ? (Verdict.Promote, "as good as the champion to the last digit, and policy.on_tie is promote.")
                : (Verdict.Tie, "as good as the champion to the last digit; policy.on_tie keeps the champion.");
        }
        return (Verdict.Promote, "every check passes.");
    }

    private static bool IsTie(GateDefinition definition, IReadOnlyDictionary<string, double> candidate, IReadOnlyDictionary<string, double> baseline) =>
        definition.Metrics.All(rule => candidate.TryGetValue(rule.Name, out var value) == baseline.TryGetValue(rule.Name, out var reference) && value.Equals(reference));

    private static GateCheck Failed(MetricRule rule, string name, string explanation) =>
        new() { Metric = rule.Name, Rule = name, Status = Outcome(rule, false), Explanation = explanation };

    private static CheckStatus Outcome(MetricRule rule, bool holds) => holds ? CheckStatus.Pass : rule.IsCritical ? CheckStatus.Fail : CheckStatus.Warn;

    private static string Listed(IEnumerable<string> names) => names.Order(StringComparer.Ordinal).ToList() is { Count: > 0 } list ? string.Join(", ", list) : "none";

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
