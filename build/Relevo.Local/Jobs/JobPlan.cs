using Relevo.Core.Workspaces;
using Relevo.Local.Store;

namespace Relevo.Local.Jobs;

/// <summary>Tells, without running anything, which steps would run.</summary>
internal sealed class JobPlan(JobDefinition job, InputSources sources, ContentStore content, CodeSnapshots snapshots, ReusePolicy reuse)
{
    private readonly Dictionary<string, StepHistory.Entry> _reused = new(StringComparer.Ordinal);

    /// <summary>One line for each step, in their order.</summary>
    public async Task<IReadOnlyList<StepPlan>> MakeAsync(CancellationToken cancellationToken)
    {
        var resolver = new StepInputs(job, sources, OutputOf);
        var plans = new List<StepPlan>();
        foreach (var step in job.Steps)
        {
            var code = await snapshots.FindAsync(step, cancellationToken);
            if (step.DependsOn.FirstOrDefault(name => !_reused.ContainsKey(name)) is { } running)
            {
                plans.Add(new StepPlan(step.Name, WillRun: true, $"step '{running}' runs, whose output it reads"));
                continue;
            }
            var fingerprint = StepFingerprint.Of(step, code?.Digest, resolver.Resolve(step), StepFingerprint.EnvironmentText(step.Environment));
            var decision = reuse.Decide(step, fingerprint);
            if (decision.Earlier is { } earlier) _reused[step.Name] = earlier;
            plans.Add(new StepPlan(step.Name, decision.Earlier is null, decision.Reason));
        }
        return plans;
    }

    private StepValue.Content? OutputOf(string step, string output) =>
        _reused.TryGetValue(step, out var earlier) && earlier.Outputs.TryGetValue(output, out var found)
            ? new StepValue.Content(StepRun.PathOf(content, found), found.Digest)
            : null;
}
