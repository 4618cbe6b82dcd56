using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Relevo.Core.Errors;
using Relevo.Core.Workspaces;
using Relevo.Local.Store;
using Relevo.Mlflow;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Local.Jobs;

/// <summary>
/// Runs command and pipeline jobs as processes of this machine. Each job is an MLflow run, each step that really runs a child of it.
/// A step whose inputs are unchanged is not run; one that completed before a kill is done.
/// </summary>
/// <param name="options">What it works with.</param>
public sealed class LocalJobs(LocalJobsOptions options) : IJobs
{
    private const int MostEventsAhead = 4096;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StepPlan>> PlanAsync(JobRequest request, CancellationToken cancellationToken)
    {
        var job = JobDefinition.Of(request);
        var content = options.Content();
        var sources = new InputSources(options, content, isPlan: true);
        await sources.FindAllAsync(job, cancellationToken);
        var database = options.FindDatabase();
        var tracking = database is null ? null : await options.Tracking(cancellationToken);
        using var snapshots = new CodeSnapshots(options, content);
        var reuse = new ReusePolicy(job, new StepHistory(database), content, snapshots.ManifestOf, runId => tracking?.FindRun(runId) is { Info.LifecycleStage: "active" });
        return await new JobPlan(job, sources, content, snapshots, reuse).MakeAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JobEvent> RunAsync(JobRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var job = JobDefinition.Of(request);
        var events = Channel.CreateBounded<JobEvent>(new BoundedChannelOptions(MostEventsAhead) { SingleReader = true });
        using var abandoned = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, abandoned.Token);
        var running = RunToChannelAsync(job, events.Writer, stop.Token, abandoned.Token);
        try
        {
            // Not with the token: after a cancellation there are events about how each step ended.
            await foreach (var jobEvent in events.Reader.ReadAllAsync(CancellationToken.None)) yield return jobEvent;
        }
        finally
        {
            await abandoned.CancelAsync();
            await running;
        }
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task RunToChannelAsync(JobDefinition job, ChannelWriter<JobEvent> events, CancellationToken stop, CancellationToken abandoned)
    {
        try
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await RunAsync(job, events, stop, abandoned);
            events.Complete();
        }
        catch (Exception fault) when (StorageFaults.IsStorageFault(fault))
        {
            events.Complete(StorageFaults.Translate(fault, options.Folder.Root));
        }
        catch (MlflowException fault)
        {
            events.Complete(new RelevoException(
                $"The tracking store refused the job's run: {fault.Message}", "correct the job's tags and names, or look at the run in question.", ExitCode.Workspace, fault));
        }
#pragma warning disable CA1031 // Whatever it is, the reader of the channel throws it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            events.Complete(fault);
        }
    }

    private async Task RunAsync(JobDefinition job, ChannelWriter<JobEvent> events, CancellationToken stop, CancellationToken abandoned)
    {
        var database = options.FindDatabase() ?? throw new RelevoException(
            $"The workspace '{options.Folder}' is not provisioned.", "run 'Provision'.", ExitCode.Workspace);
        var content = options.Content();
        var tracking = await options.Tracking(stop);
        var table = new JobTable(database);
        await new Orphans(options.Folder, table, tracking, options.TimeProvider).ReapAsync(stop);
        content.RemoveUnfinished();
        var sources = new InputSources(options, content, isPlan: false);
        await sources.FindAllAsync(job, stop);
        var experimentId = await tracking.GetOrCreateExperimentAsync(job.Experiment, stop);
        using var snapshots = new CodeSnapshots(options, content);
        using var context = new JobContext
        {
            Options = options, Job = job, RunId = await CreateRunAsync(job, tracking, experimentId, stop), ExperimentId = experimentId, Content = content,
            Tracking = tracking, Snapshots = snapshots, Sources = sources, History = new StepHistory(database), Table = table,
            Events = events, Abandoned = abandoned,
        };
        await RunAsync(context, stop);
    }

    private static async Task RunAsync(JobContext context, CancellationToken stop)
    {
        var status = RunStatus.Failed;
        context.Table.Begin(context.RunId, context.Job.Experiment, context.TimeProvider.GetUtcNow());
        try
        {
            await context.TellAsync(new JobEvent.Started(context.RunId, null, [.. context.Job.Steps.Select(step => new JobStep(step.Name, step.DependsOn))]));
            using var execution = new JobExecution(context);
            var result = await execution.RunAsync(stop);
            status = result.Status switch { JobStatus.Completed => RunStatus.Finished, JobStatus.Canceled => RunStatus.Killed, _ => RunStatus.Failed };
            await TagStepsAsync(context, result);
            await EndAsync(context, status);
            await context.TellAsync(new JobEvent.Completed(result));
        }
        catch
        {
            await EndAsync(context, status == RunStatus.Finished ? RunStatus.Failed : status);
            throw;
        }
    }

    // Which run stands behind each step, also of those that were reused, so that lineage can be followed from the job's run alone.
    private static async Task TagStepsAsync(JobContext context, JobResult result)
    {
        var tags = result.Steps.Where(step => step.RunId is not null).Select(step => new Tag($"relevo.step.{step.Step}", step.RunId!)).ToList(); // filtered
        foreach (var chunk in tags.Chunk(100)) await context.Tracking.LogBatchAsync(context.RunId, [], [], chunk, CancellationToken.None);
    }

    private static async Task EndAsync(JobContext context, RunStatus status)
    {
        await context.Tracking.UpdateRunAsync(context.RunId, status, context.Now, null, CancellationToken.None);
        context.Table.End(context.RunId);
    }

    private static async Task<string> CreateRunAsync(JobDefinition job, TrackingStore tracking, string experimentId, CancellationToken cancellationToken)
    {
        var run = await tracking.CreateRunAsync(experimentId, job.Name, null, null, [.. job.Tags.Select(tag => new Tag(tag.Key, tag.Value))], cancellationToken);
        return run.Info.RunId;
    }
}
