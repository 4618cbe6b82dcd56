using Nuke.Common.Execution;
using Relevo.Engine.Parameters;

namespace Relevo.Engine.Planning;

/// <summary>Decides which targets run, and in what order.</summary>
internal static class ExecutionPlanner
{
    /// <summary>The targets asked for, or the default ones, with all they need and trigger, each after those it must follow.</summary>
    /// <exception cref="UsageException">A name is not one of a target.</exception>
    /// <exception cref="CircularDependencyException">The targets, planned or not, have no order.</exception>
    public static IReadOnlyList<ExecutableTarget> Plan(IReadOnlyList<ExecutableTarget> targets, RequestedTargets? requested)
    {
        List<ExecutableTarget> invoked = requested is null
            ? [.. targets.Where(x => x.IsDefault)]
            : [.. requested.Names.Select(x => requested.Find(x, targets)).Distinct()];
        foreach (var target in invoked)
            target.Invoked = true;

        var order = LastFirst(targets);
        var plan = Select(order, invoked.ToHashSet());
        foreach (var target in plan)
            target.Status = ExecutionStatus.Scheduled;
        return plan;
    }

    // NUKE peels off, from the last to run to the first, the first declared target that nothing left has to follow.
    // The same walk gives the same order where the graph leaves a choice.
    private static List<ExecutableTarget> LastFirst(IReadOnlyList<ExecutableTarget> targets)
    {
        var followers = targets.ToDictionary(x => x, _ => 0);
        foreach (var dependency in targets.SelectMany(Dependencies))
            followers[dependency]++;

        var order = new List<ExecutableTarget>(targets.Count);
        var left = targets.ToList();
        while (left.Count > 0)
        {
            var last = left.Find(x => followers[x] == 0) ?? throw new CircularDependencyException(Cycle(left));
            left.Remove(last);
            order.Add(last);
            foreach (var dependency in Dependencies(last))
                followers[dependency]--;
        }

        return order;
    }

    private static IReadOnlyList<ExecutableTarget> Select(List<ExecutableTarget> lastFirst, HashSet<ExecutableTarget> wanted)
    {
        int before;
        do
        {
            before = wanted.Count;
            foreach (var target in lastFirst.Where(wanted.Contains))
            {
                wanted.UnionWith(target.ExecutionDependencies);
                wanted.UnionWith(target.Triggers);
            }
        }
        while (wanted.Count > before);

        return [.. lastFirst.Where(wanted.Contains).Reverse()];
    }

    // Whoever is left depends on another that is left; so each such walk runs into itself.
    private static List<ExecutableTarget> Cycle(List<ExecutableTarget> left)
    {
        var path = new List<ExecutableTarget> { Follower(left[0]) };
        while (true)
        {
            var next = Follower(path[^1]);
            var start = path.IndexOf(next);
            if (start >= 0)
            {
                path.RemoveRange(0, start);
                path.Reverse();
                return path;
            }

            path.Add(next);
        }

        ExecutableTarget Follower(ExecutableTarget target) => left.Find(x => x.AllDependencies.Contains(target))!; // left has none without
    }

    private static IEnumerable<ExecutableTarget> Dependencies(ExecutableTarget target) => target.AllDependencies.Distinct();
}
