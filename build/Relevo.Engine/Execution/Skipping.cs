using Nuke.Common;
using Nuke.Common.Execution;
using Relevo.Engine.Planning;

namespace Relevo.Engine.Execution;

/// <summary>Takes targets out of a plan: those named, those whose condition does not hold, and what only they need.</summary>
internal sealed class Skipping(IReadOnlyCollection<ExecutableTarget> plan)
{
    /// <summary>Skips the targets named after <c>--skip</c>; none named means all that were not asked for.</summary>
    public void ByName(RequestedTargets? skipped, IReadOnlyList<ExecutableTarget> all)
    {
        if (skipped is null)
            return;

        var named = skipped.Names.Select(x => skipped.Find(x, all)).ToHashSet();
        foreach (var target in plan.Where(x => named.Count == 0 || named.Contains(x)))
            Skip(target, "via parameter");
    }

    /// <summary>Skips each target whose condition, checked before the run, does not hold.</summary>
    public void ByStaticConditions()
    {
        foreach (var target in plan)
            IsRefused(target, target.StaticConditions);
    }

    /// <summary>Whether conditions keep a target from running. Its dependencies are skipped with it, where they have not run.</summary>
    public bool IsRefused(ExecutableTarget target, IEnumerable<(string Text, Func<bool> Delegate)> conditions)
    {
        string[] violated = [.. conditions.Where(x => !x.Delegate()).Select(x => x.Text)];
        if (violated.Length > 0)
        {
            target.OnlyWhen = string.Join(" && ", violated);
            Skip(target, reason: null);
        }

        return target.OnlyWhen is not null;
    }

    // As in NUKE, a target that was asked for is not skipped by name; where its own condition refuses it, its dependencies still run.
    private void Skip(ExecutableTarget target, string? reason)
    {
        if (target.Invoked || target.Status != ExecutionStatus.Scheduled)
            return;

        target.Status = ExecutionStatus.Skipped;
        target.Skipped ??= reason;
        if (target.DependencyBehavior == DependencyBehavior.Execute)
            return;

        foreach (var other in target.ExecutionDependencies.Concat(target.Triggers).Where(x => !IsNeeded(x)).ToList())
            Skip(other, $"because of {target.Name}");
    }

    private bool IsNeeded(ExecutableTarget target)
        => plan.Any(x => x.Status == ExecutionStatus.Scheduled && (x.ExecutionDependencies.Contains(target) || x.Triggers.Contains(target)));
}
