using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>Which step of a pipeline waits for which, proven to be free of unknown names and cycles. Building it touches no file.</summary>
public sealed class PipelineGraph
{
    private PipelineGraph(PipelineJob job, IReadOnlyList<string> order, PipelineBindings bindings)
    {
        Job = job;
        Dependencies = bindings.Dependencies;
        Order = order;
        Writers = bindings.Writers;
        Warnings = bindings.Unused();
    }

    /// <summary>The pipeline.</summary>
    public PipelineJob Job { get; }

    /// <summary>For each step the steps whose outputs or inputs it is bound to, in file order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Dependencies { get; }

    /// <summary>All steps, each after those that it depends on; otherwise in file order.</summary>
    public IReadOnlyList<string> Order { get; }

    /// <summary>For each output of the pipeline the step output that is bound to it; outputs that no step writes are missing.</summary>
    public IReadOnlyDictionary<string, OutputWriter> Writers { get; }

    /// <summary>What is allowed but most likely a slip: inputs of the pipeline that no step uses, outputs that no step writes.</summary>
    public IReadOnlyList<Fault> Warnings { get; }

    /// <summary>The steps, each after those that it depends on.</summary>
    public IEnumerable<PipelineStep> Steps => Order.Select(key => Job.Jobs[key]);

    /// <summary>What an output of the pipeline is made of: the type that it states, else that of the step output bound to it.</summary>
    /// <param name="output">Name of the output.</param>
    public AssetType TypeOf(string output)
    {
        var stated = Job.Outputs[output];
        if (stated.IsTypeStated || !Writers.TryGetValue(output, out var writer)) return stated.Type;
        return Job.Jobs[writer.Step] is CommandStep step && step.AllOutputs.TryGetValue(writer.Output, out var written) ? written.Type : stated.Type;
    }

    /// <summary>The steps that depend on a step, directly or through others, in <see cref="Order"/>.</summary>
    /// <param name="key">The key of the step.</param>
    public IReadOnlyList<string> DependentsOf(string key)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { key };
        return [.. Order.Where(step => Dependencies[step].Any(reached.Contains) && reached.Add(step))];
    }

    /// <summary>Checks every binding and finds the order.</summary>
    /// <param name="job">The pipeline.</param>
    /// <exception cref="RelevoException">Unknown steps, inputs or outputs, missing or unfit inputs, or cycles; every one is listed.</exception>
    public static PipelineGraph Build(PipelineJob job)
    {
        var diagnostics = new Diagnostics();
        var bindings = new PipelineBindings(job, diagnostics);
        bindings.Check();
        var order = Sort(job, bindings.Dependencies, diagnostics);
        diagnostics.ThrowIfAny();
        return new PipelineGraph(job, order, bindings);
    }

    private static List<string> Sort(PipelineJob job, IReadOnlyDictionary<string, IReadOnlyList<string>> dependencies, Diagnostics diagnostics)
    {
        var order = new List<string>();
        var places = job.Jobs.Keys.Index().ToDictionary(step => step.Item, step => step.Index, StringComparer.Ordinal);
        var open = dependencies.ToDictionary(step => step.Key, step => step.Value.Count, StringComparer.Ordinal);
        var dependents = dependencies.SelectMany(step => step.Value.Select(source => (source, step.Key))).ToLookup(edge => edge.source, edge => edge.Key, StringComparer.Ordinal);
        // Always the first that is ready, so that independent steps stay in file order.
        var ready = new PriorityQueue<string, int>(open.Where(step => step.Value == 0).Select(step => (step.Key, places[step.Key])));
        while (ready.TryDequeue(out var step, out _))
        {
            order.Add(step);
            foreach (var dependent in dependents[step])
            {
                if (--open[dependent] == 0) ready.Enqueue(dependent, places[dependent]);
            }
        }
        if (order.Count < places.Count) ReportCycle(job, dependencies, [.. places.Keys.Where(step => open[step] > 0)], diagnostics);
        return order;
    }

    private static void ReportCycle(PipelineJob job, IReadOnlyDictionary<string, IReadOnlyList<string>> dependencies, List<string> waiting, Diagnostics diagnostics)
    {
        // Every step that waits depends on one that waits, so that walking on must come back to a step of a cycle.
        var stuck = waiting.ToHashSet(StringComparer.Ordinal);
        var path = new List<string> { waiting[0] };
        while (true)
        {
            var next = dependencies[path[^1]].First(stuck.Contains);
            var seen = path.IndexOf(next);
            path.Add(next);
            if (seen < 0) continue;
            var cycle = path[seen..];
            var places = cycle.Take(cycle.Count - 1).Select(step => $"{step} at {job.Jobs[step].Location}");
            var text = $"steps wait for one another: {string.Join(" -> ", cycle)} ({string.Join(", ", places)}); remove one of these bindings.";
            diagnostics.Add(job.Jobs[cycle[0]].Location, cycle.Count == 2 ? $"step '{next}' waits for itself." : text);
            return;
        }
    }
}
