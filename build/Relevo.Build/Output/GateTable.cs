using Relevo.Core.Gate;
using Relevo.Core.Records;

namespace Relevo.Build.Output;

/// <summary>The gate's checks as a table, the verdict last.</summary>
internal static class GateTable
{
    private static readonly string[] Heading = ["metric", "rule", "limit", "challenger", "champion", "margin", ""];

    /// <summary>The table.</summary>
    public static IEnumerable<string> Lines(Style style, GateRecord gate)
    {
        foreach (var line in Table(style, gate.Decision.Checks)) yield return line;
        foreach (var warning in gate.Decision.Warnings) yield return style.Warn($"warning: {warning}");
        yield return $"verdict: {Verdict(style, gate)} - {gate.Decision.Summary}";
    }

    /// <summary>The verdict in its colour.</summary>
    public static string Verdict(Style style, GateRecord gate)
    {
        var words = Words.Of(gate.Decision);
        return gate.Decision switch
        {
            { IsUnchanged: true } => style.Strong(words),
            { Verdict: Core.Gate.Verdict.Promote } => style.Good(words),
            { Verdict: Core.Gate.Verdict.Tie or Core.Gate.Verdict.Inconclusive } => style.Warn(words),
            _ => style.Bad(words),
        };
    }

    private static IEnumerable<string> Table(Style style, IReadOnlyList<GateCheck> checks)
    {
        if (checks.Count == 0) yield break;
        List<string[]> rows = [Heading, .. checks.Select(Row)];
        var widths = Enumerable.Range(0, Heading.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        yield return style.Faint(Line(rows[0], widths));
        for (var i = 1; i < rows.Count; i++)
        {
            var line = Line(rows[i], widths);
            yield return checks[i - 1].Status switch
            {
                CheckStatus.Fail or CheckStatus.Error => style.Bad(line),
                CheckStatus.Warn or CheckStatus.Inconclusive => style.Warn(line),
                CheckStatus.Skipped => style.Faint(line),
                _ => line,
            };
        }
    }

    private static string[] Row(GateCheck check) =>
    [
        check.Metric, check.Rule, Words.Number(check.Limit), Words.Number(check.Candidate), Words.Number(check.Baseline), Words.Number(check.Margin),
        check.Status.ToString().ToLowerInvariant(),
    ];

    private static string Line(string[] cells, int[] widths) =>
        string.Join("  ", cells.Select((cell, column) => column is 0 or 1 or 6 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd();
}
