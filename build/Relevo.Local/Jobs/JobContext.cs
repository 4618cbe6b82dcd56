using System.Threading.Channels;
using Relevo.Core.Workspaces;
using Relevo.Local.Jobs.Processes;
using Relevo.Local.Store;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Local.Jobs;

/// <summary>What the steps of one running job share.</summary>
internal sealed class JobContext : IDisposable
{
    private readonly Lazy<Watchdog> _watchdog;

    public JobContext() => _watchdog = new Lazy<Watchdog>(() => Watchdog.Start(StepVariables.JobMarker, RunId!)); // required, so set by then

    public required LocalJobsOptions Options { get; init; }

    public required JobDefinition Job { get; init; }

    /// <summary>MLflow's id of the job's run.</summary>
    public required string RunId { get; init; }

    public required string ExperimentId { get; init; }

    public required ContentStore Content { get; init; }

    public required TrackingStore Tracking { get; init; }

    public required CodeSnapshots Snapshots { get; init; }

    public required InputSources Sources { get; init; }

    public required StepHistory History { get; init; }

    public required JobTable Table { get; init; }

    public required ChannelWriter<JobEvent> Events { get; init; }

    /// <summary>Cancelled where nobody reads events any more; they are dropped then.</summary>
    public required CancellationToken Abandoned { get; init; }

    public TimeProvider TimeProvider => Options.TimeProvider;

    public string Folder => Path.Combine(Options.Folder.Runs, RunId);

    /// <summary>The watchdog of this job; started with its first process.</summary>
    public Watchdog Watchdog => _watchdog.Value;

    /// <summary>Milliseconds since 1970, as MLflow counts.</summary>
    public long Now => TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    public async ValueTask TellAsync(JobEvent jobEvent)
    {
        try
        {
            if (!Events.TryWrite(jobEvent)) await Events.WriteAsync(jobEvent, Abandoned);
        }
        catch (OperationCanceledException)
        {
            // Nobody listens; what the event tells has happened all the same.
        }
    }

    /// <summary>Ends what the job's steps left running, such as compiler servers, and the watchdog.</summary>
    public void Dispose()
    {
        if (!_watchdog.IsValueCreated) return;
        StepProcess.Kill(StepVariables.JobMarker, RunId);
        Watchdog.Dispose();
    }
}
