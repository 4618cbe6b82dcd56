using System.Globalization;
using Nuke.Common.Execution;
using Relevo.Engine.Execution;

namespace Relevo.Engine.Hosts;

/// <summary>The table of targets at the end of a build, and the line beneath it; both as NUKE writes them.</summary>
internal static class ClosingTable
{
    private const int StatusWidth = 10;
    private const int DurationWidth = 10;

    public static void Write(IReadOnlyCollection<ExecutableTarget> plan)
    {
        var targetWidth = Math.Max(plan.Select(x => x.Name.Length + 4).DefaultIfEmpty().Max(), 19);
        var width = targetWidth + StatusWidth + DurationWidth;
        var total = plan.Aggregate(TimeSpan.Zero, (sum, x) => sum + x.Duration);

        Style.Line();
        Style.Line(new string('═', width));
        Style.Line(Style.Strong(Row("Target", "Status", "Duration")));
        Style.Line(new string('─', width));
        foreach (var target in plan.Where(x => x.Status != ExecutionStatus.Collective))
            Style.Line(Coloured(target.Status, Row(target.Name, $"{target.Status}", Took(target)) + Summary(target)));
        Style.Line(new string('─', width));
        Style.Line(Style.Strong(Row("Total", "", Duration(total))));
        Style.Line(new string('═', width));

        string Row(string target, string status, string duration)
            => target.PadRight(targetWidth) + status.PadRight(StatusWidth) + duration.PadLeft(DurationWidth);
    }

    public static void WriteOutcome(bool succeeded)
    {
        var now = Session.Current.Invocation.Time.GetLocalNow().ToString("MM/dd/yyyy HH:mm:ss", CultureInfo.InvariantCulture);
        Style.Line();
        Style.Line(succeeded
            ? Style.Good($"Build succeeded on {now}. ＼（＾ᴗ＾）／")
            : Style.Error($"Build failed on {now}. (╯°□°）╯︵ ┻━┻"));
    }

    private static string Took(ExecutableTarget target)
        => target.Status is ExecutionStatus.Succeeded or ExecutionStatus.Failed or ExecutionStatus.Aborted ? Duration(target.Duration) : "";

    private static string Duration(TimeSpan duration)
        => duration < TimeSpan.FromSeconds(1) ? "< 1sec" : $"{(int)duration.TotalMinutes}:{duration:ss}";

    private static string Summary(ExecutableTarget target)
        => target.SummaryInformation.Count == 0 ? "" : $"   // {string.Join(", ", target.SummaryInformation.Select(x => $"{x.Key}: {x.Value}"))}";

    private static string Coloured(ExecutionStatus status, string row) => status switch
    {
        ExecutionStatus.Succeeded => Style.Good(row),
        ExecutionStatus.Failed => Style.Error(row),
        ExecutionStatus.Aborted or ExecutionStatus.NotRun => Style.Warning(row),
        _ => Style.Faint(row),
    };
}
