using System.Collections.Concurrent;
using Relevo.Core.Workspaces;

namespace Relevo.Local.Jobs;

/// <summary>Runs the steps of one job: each after those that it waits for, as many at once as its compute has instances.</summary>
internal sealed class JobExecution(JobContext context) : IDisposable
{
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, StepOutput>> _outputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SemaphoreSlim> _slots = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _fault = new();
    private readonly ReusePolicy _reuse = new(
        context.Job, context.History, context.Content, context.Snapshots.ManifestOf, runId => context.Tracking.FindRun(runId) is { Info.LifecycleStage: "active" });

    private volatile string? _failedStep;

    /// <summary>Runs the job to its end.</summary>
    /// <returns>How it ended; also where it was cancelled.</returns>
    public async Task<JobResult> RunAsync(CancellationToken cancellationToken)
    {
        var started = context.TimeProvider.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _fault.Token);
        var resolver = new StepInputs(context.Job, context.Sources, OutputOf);
        foreach (var step in context.Job.Steps)
        {
            var compute = step.Compute ?? "";
            if (!_slots.ContainsKey(compute)) _slots[compute] = new SemaphoreSlim(Math.Max(1, context.Options.MaxInstances(step.Compute)));
        }
        var tasks = new Dictionary<string, Task<StepResult>>(StringComparer.Ordinal);
        foreach (var step in context.Job.Steps)
            tasks[step.Name] = RunStepAsync(step, resolver, [.. step.DependsOn.Select(name => tasks[name])], stop.Token);
        await Task.WhenAll(tasks.Values);
        var steps = context.Job.Steps.Select(step => tasks[step.Name].Result).ToList();
        return new JobResult
        {
            RunId = context.RunId, Experiment = context.Job.Experiment, Status = StatusOf(steps, cancellationToken), Steps = steps,
            Duration = context.TimeProvider.GetElapsedTime(started), Outputs = OutputsOf(steps), Data = context.Sources.Data,
        };
    }

    /// <summary>Frees the slots.</summary>
    public void Dispose()
    {
        foreach (var slot in _slots.Values) slot.Dispose();
        _fault.Dispose();
    }

    private async Task<StepResult> RunStepAsync(StepDefinition step, StepInputs resolver, Task<StepResult>[] before, CancellationToken stop)
    {
        try
        {
            var results = await Task.WhenAll(before);
            var result = NotStartedBecause(step, results, stop) is { } why ? NotStarted(step, why) : await ReuseOrRunAsync(step, resolver, stop);
            if (result.Status == JobStatus.Failed) _failedStep ??= step.Name;
            await context.TellAsync(new JobEvent.StepCompleted(result));
            return result;
        }
        catch
        {
            // A fault of the workspace, such as a full disk: the other steps stop, and the caller gets the fault.
            await _fault.CancelAsync();
            throw;
        }
    }

    private async Task<StepResult> ReuseOrRunAsync(StepDefinition step, StepInputs resolver, CancellationToken stop)
    {
        try
        {
            // Hashing must not hold up the scheduling of the other steps.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            var inputs = resolver.Resolve(step);
            var code = await context.Snapshots.FindAsync(step, stop);
            var fingerprint = StepFingerprint.Of(step, code?.Digest, inputs, StepFingerprint.EnvironmentText(step.Environment));
            var decision = _reuse.Decide(step, fingerprint);
            if (decision.Earlier is { } earlier) return Reused(step, earlier, decision.Reason);
            return await RunInSlotAsync(step, new StepRun(context, step, resolver, inputs, code, fingerprint, decision.Reason), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return NotStarted(step, "the job was cancelled");
        }
    }

    private async Task<StepResult> RunInSlotAsync(StepDefinition step, StepRun run, CancellationToken stop)
    {
        var slot = _slots[step.Compute ?? ""];
        await slot.WaitAsync(stop);
        try
        {
            if (NotStartedBecause(step, [], stop) is { } why) return NotStarted(step, why);
            var (result, outputs) = await run.RunAsync(stop);
            _outputs[step.Name] = outputs;
            return result;
        }
        finally
        {
            slot.Release();
        }
    }

    private string? NotStartedBecause(StepDefinition step, StepResult[] before, CancellationToken stop)
    {
        if (stop.IsCancellationRequested) return "the job was cancelled";
        if (step.IsFinal) return null;
        if (before.FirstOrDefault(result => result.Status != JobStatus.Completed) is { } missing)
            return missing.Status == JobStatus.Failed ? $"step '{missing.Step}' failed" : $"step '{missing.Step}' did not run";
        return _failedStep is { } failed && !context.Job.ContinuesOnFailure ? $"step '{failed}' failed" : null;
    }

    private StepResult Reused(StepDefinition step, StepHistory.Entry earlier, string reason)
    {
        _outputs[step.Name] = earlier.Outputs;
        return new StepResult
        {
            Step = step.Name, Status = JobStatus.Completed, RunId = earlier.RunId, IsReused = true, Reason = reason,
            Outputs = StepRun.Locate(context.Content, earlier.Outputs),
        };
    }

    private StepValue.Content? OutputOf(string step, string output) =>
        _outputs.TryGetValue(step, out var outputs) && outputs.TryGetValue(output, out var found)
            ? new StepValue.Content(StepRun.PathOf(context.Content, found), found.Digest)
            : null;

    private Dictionary<string, OutputLocation> OutputsOf(List<StepResult> steps)
    {
        var outputs = new Dictionary<string, OutputLocation>(StringComparer.Ordinal);
        foreach (var (name, (step, output)) in context.Job.Outputs)
            if (steps.Find(result => result.Step == step)?.Outputs.GetValueOrDefault(output) is { } location) outputs[name] = location;
        return outputs;
    }

    private static StepResult NotStarted(StepDefinition step, string why) => new() { Step = step.Name, Status = JobStatus.NotStarted, Reason = why };

    private static JobStatus StatusOf(List<StepResult> steps, CancellationToken cancellationToken)
    {
        if (steps.TrueForAll(step => step.Status == JobStatus.Completed)) return JobStatus.Completed;
        return cancellationToken.IsCancellationRequested && !steps.Exists(step => step.Status == JobStatus.Failed) ? JobStatus.Canceled : JobStatus.Failed;
    }
}
