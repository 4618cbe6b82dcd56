using Relevo.Local.Jobs.Processes;
using Relevo.Local.Store;
using Relevo.Mlflow;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Local.Jobs;

/// <summary>Clears up after runners that were killed: their processes end, their runs say so, their unfinished outputs go.</summary>
internal sealed class Orphans(WorkspaceFolder folder, JobTable table, TrackingStore tracking, TimeProvider timeProvider)
{
    /// <summary>Clears up. What other runners do at the moment is left alone.</summary>
    public async Task ReapAsync(CancellationToken cancellationToken)
    {
        foreach (var job in table.FindDead())
        {
            StepProcess.Kill(StepVariables.JobMarker, job.RunId);
            foreach (var step in job.Steps)
            {
                if (step.ProcessId > 0 && ProcessTable.StartOf(step.ProcessId) == step.ProcessStart) Signals.SendToGroup(step.ProcessId, Signals.Kill);
                await MarkAsync(step.RunId, cancellationToken);
            }
            await MarkAsync(job.RunId, cancellationToken);
            RemoveUnfinished(job.RunId);
            table.End(job.RunId);
        }
    }

    private async Task MarkAsync(string runId, CancellationToken cancellationToken)
    {
        if (tracking.FindRun(runId) is { Info: { Status: RunStatus.Running, LifecycleStage: "active" } })
            await tracking.UpdateRunAsync(runId, RunStatus.Killed, timeProvider.GetUtcNow().ToUnixTimeMilliseconds(), null, cancellationToken);
    }

    // The logs stay: they tell what happened.
    private void RemoveUnfinished(string runId)
    {
        var run = Path.Combine(folder.Runs, runId);
        if (!Directory.Exists(run)) return;
        foreach (var step in Directory.EnumerateDirectories(run)) Directory.Delete(step, recursive: true);
    }
}
