using System.Globalization;
using System.Text;
using CsCheck;
using Relevo.Core.Workspaces;

namespace Relevo.Local.Tests.Jobs;

public sealed class SchedulingTests
{
    // For each step the earlier steps that it reads, as bits, and how many may run at once.
    private static readonly Gen<(int[] Parents, int Limit)> Graphs =
        Gen.Select(Gen.Int[0, (1 << 7) - 1].Array[1, 7], Gen.Int[1, 3], (parents, limit) => (parents, limit));

    [Fact]
    public async Task Any_graph_runs_each_step_after_its_dependencies_and_no_more_at_once_than_the_compute_has()
    {
        await using var workspace = await JobsFixture.NewAsync();
        await Graphs.SampleAsync(async graph =>
        {
            workspace.MaxInstances = _ => graph.Limit;
            var trace = Path.Combine(workspace.Root, $"trace-{Guid.NewGuid():N}");
            var (result, _) = await workspace.RunAsync(workspace.Request(Yaml(graph.Parents, trace), force: true));

            Assert.Equal(JobStatus.Completed, result.Status);
            var lines = await File.ReadAllLinesAsync(trace);
            Assert.Equal(graph.Parents.Length * 2, lines.Length);
            var running = 0;
            foreach (var line in lines)
            {
                running += line.StartsWith("begin", StringComparison.Ordinal) ? 1 : -1;
                Assert.InRange(running, 0, graph.Limit);
            }
            for (var step = 0; step < graph.Parents.Length; step++)
                foreach (var parent in ParentsOf(graph.Parents, step))
                    Assert.True(Array.IndexOf(lines, $"end s{parent}") < Array.IndexOf(lines, $"begin s{step}"));
        }, iter: 12, threads: 1);
    }

    private static IEnumerable<int> ParentsOf(int[] parents, int step) => Enumerable.Range(0, step).Where(parent => (parents[step] & (1 << parent)) != 0);

    private static string Yaml(int[] parents, string trace)
    {
        var yaml = new StringBuilder("type: pipeline\njobs:\n");
        for (var step = 0; step < parents.Length; step++)
        {
            var reads = ParentsOf(parents, step).ToList();
            yaml.Append(CultureInfo.InvariantCulture, $"  s{step}:\n    command: echo begin s{step} >> {trace}; echo ${{{{inputs.id}}}} > ${{{{outputs.o}}}}/x; sleep 0.02; echo end s{step} >> {trace}");
            foreach (var parent in reads) yaml.Append(CultureInfo.InvariantCulture, $"; cat ${{{{inputs.p{parent}}}}}/x");
            yaml.Append(CultureInfo.InvariantCulture, $"\n    inputs:\n      id: {step}\n");
            foreach (var parent in reads) yaml.Append(CultureInfo.InvariantCulture, $"      p{parent}: ${{{{parent.jobs.s{parent}.outputs.o}}}}\n");
            yaml.Append("    outputs:\n      o:\n        type: uri_folder\n");
        }
        return yaml.ToString();
    }
}
