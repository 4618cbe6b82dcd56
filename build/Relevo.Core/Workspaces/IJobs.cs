namespace Relevo.Core.Workspaces;

/// <summary>Runs command and pipeline jobs.</summary>
public interface IJobs
{
    /// <summary>
    /// Tells which steps <see cref="RunAsync"/> would run and which it would reuse. Reads only; a step after one that would run counts as
    /// one that would run, since its inputs are not known yet.
    /// </summary>
    Task<IReadOnlyList<StepPlan>> PlanAsync(JobRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Runs a job to its end. The first event is <see cref="JobEvent.Started"/>, the last <see cref="JobEvent.Completed"/>, also when a step
    /// failed: a failed step is an outcome. Cancelling stops the job's processes, or the remote job, before the enumeration ends.
    /// </summary>
    /// <exception cref="Errors.RelevoException">The job cannot run at all: an input is unknown, the graph has a cycle, its kind is not supported.</exception>
    IAsyncEnumerable<JobEvent> RunAsync(JobRequest request, CancellationToken cancellationToken);
}
