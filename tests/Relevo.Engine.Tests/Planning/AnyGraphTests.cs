using CsCheck;
using Nuke.Common.Execution;
using Relevo.Engine.Planning;

namespace Relevo.Engine.Tests.Planning;

public sealed class AnyGraphTests
{
    private enum Edge
    {
        None,
        Execution,
        Order,
        Trigger,
    }

    // Edges go from a later to an earlier target of a hidden order only, so each graph has at least one legal order.
    private static readonly Gen<(int[] Ranks, Edge[] Edges, bool[] Invoked)> Graphs =
        from count in Gen.Int[1, 9]
        from ranks in Gen.Shuffle(Enumerable.Range(0, count).ToArray())
        from edges in Gen.Frequency((5, Gen.Const(Edge.None)), (2, Gen.Const(Edge.Execution)), (1, Gen.Const(Edge.Order)), (1, Gen.Const(Edge.Trigger))).Array[count * count]
        from invoked in Gen.Bool.Array[count]
        select (ranks, edges, invoked);

    [Fact]
    public void Any_acyclic_graph_is_planned_in_a_legal_order_with_all_that_is_needed_and_nothing_else()
        => Graphs.Sample(graph =>
        {
            var targets = Build(graph.Ranks, graph.Edges);
            string[] names = [.. targets.Where((_, i) => graph.Invoked[i]).Select(x => x.Name)];
            var plan = ExecutionPlanner.Plan(targets, new RequestedTargets(names, "The test"));

            Assert.Equal(plan.Count, plan.Distinct().Count());
            Assert.Equal(Needed(targets, names).Order(), plan.Select(x => x.Name).Order());
            var position = plan.Select((x, i) => (x, i)).ToDictionary(x => x.x, x => x.i);
            foreach (var target in plan)
                Assert.All(target.AllDependencies.Where(position.ContainsKey), x => Assert.True(position[x] < position[target]));
        });

    private static ExecutableTarget[] Build(int[] ranks, Edge[] edges)
    {
        ExecutableTarget[] targets = [.. ranks.Select((_, i) => new ExecutableTarget { Name = $"T{i}" })];
        for (var from = 0; from < targets.Length; from++)
        {
            for (var to = 0; to < targets.Length; to++)
            {
                if (ranks[to] < ranks[from])
                    Connect(edges[(from * targets.Length) + to], targets[from], targets[to]);
            }
        }

        return targets;
    }

    private static void Connect(Edge edge, ExecutableTarget later, ExecutableTarget earlier)
    {
        switch (edge)
        {
            case Edge.Execution:
                later.ExecutionDependencies.Add(earlier);
                break;
            case Edge.Order:
                later.OrderDependencies.Add(earlier);
                break;
            case Edge.Trigger:
                later.TriggerDependencies.Add(earlier);
                earlier.Triggers.Add(later);
                break;
        }
    }

    // The plain definition: what is asked for, what that needs, what that triggers.
    private static HashSet<string> Needed(ExecutableTarget[] targets, string[] names)
    {
        var needed = new HashSet<string>();
        var open = new Stack<ExecutableTarget>(targets.Where(x => names.Contains(x.Name)));
        while (open.TryPop(out var target))
        {
            if (!needed.Add(target.Name))
                continue;
            foreach (var other in target.ExecutionDependencies.Concat(target.Triggers))
                open.Push(other);
        }

        return needed;
    }
}
