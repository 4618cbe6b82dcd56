using System.Text;
using Nuke.Common.Execution;

namespace Relevo.Engine.Help;

/// <summary>What <c>--plan</c> prints: the targets in the order they would run, and why each is among them. (NUKE opens a page in a browser.)</summary>
internal static class PlanText
{
    public static string Of(IReadOnlyCollection<ExecutableTarget> plan)
    {
        var number = 0;
        var width = plan.Max(x => x.Name.Length);
        var text = new StringBuilder().AppendLine("Execution plan (nothing is run):").AppendLine();
        foreach (var target in plan)
            text.AppendLine($"  {++number,2}  {target.Name.PadRight(width)}  {Why(target, plan)}{Skipped(target)}".TrimEnd());
        return text.ToString();
    }

    private static string Why(ExecutableTarget target, IReadOnlyCollection<ExecutableTarget> plan)
    {
        string[] reasons =
        [
            .. target.Invoked ? (ReadOnlySpan<string>)["asked for"] : [],
            .. Names("needed by", plan.Where(x => x.ExecutionDependencies.Contains(target))),
            .. Names("triggered by", plan.Where(x => x.Triggers.Contains(target))),
        ];
        return string.Join("; ", reasons);
    }

    private static string[] Names(string relation, IEnumerable<ExecutableTarget> targets)
        => targets.Select(x => x.Name).ToList() is { Count: > 0 } names ? [$"{relation} {string.Join(", ", names)}"] : [];

    private static string Skipped(ExecutableTarget target)
        => target.Skipped is not null ? $" (skipped {target.Skipped})"
            : target.OnlyWhen is not null ? $" (skipped: only when {target.OnlyWhen})"
            : "";
}
