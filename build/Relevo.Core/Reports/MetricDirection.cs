using Relevo.Core.Gate;

namespace Relevo.Core.Reports;

/// <summary>
/// Tells from a gate's checks which way a metric is better. A check does not say so, but its margin does: the threshold's margin has the
/// sign of candidate minus limit where greater is better, and a change's margin plus limit that of candidate minus baseline.
/// </summary>
internal static class MetricDirection
{
    /// <summary>True where greater is better, false where smaller is, null where no check tells.</summary>
    public static bool? Of(string metric, IEnumerable<GateCheck> checks) =>
        checks.Where(check => check.Metric == metric).Select(GreaterIsBetter).FirstOrDefault(answer => answer is not null);

    private static bool? GreaterIsBetter(GateCheck check)
    {
        if (check is not { Candidate: { } candidate, Limit: { } limit, Margin: { } margin })
            return null;
        if (!check.Rule.Contains("change", StringComparison.OrdinalIgnoreCase))
            return SameSign(margin, candidate - limit);
        return check.Baseline is { } baseline ? SameSign(margin + limit, candidate - baseline) : null;
    }

    private static bool? SameSign(double improvement, double difference) =>
        improvement == 0 || difference == 0 || !double.IsFinite(improvement) || !double.IsFinite(difference)
            ? null
            : improvement > 0 == difference > 0;
}
