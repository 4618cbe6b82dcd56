using Relevo.Build.Output;
using Relevo.Core.Stages;

namespace Relevo.Build.Sessions;

/// <summary>Serves a workspace's endpoints and tracking until the build is stopped.</summary>
internal static class Foreground
{
    /// <summary>Starts what should run, shows where it is, and waits.</summary>
    public static async Task ServeAsync(StageContext context, int port, string? trackingToken, IStageOutput output, CancellationToken cancellationToken)
    {
        await context.Workspace.Endpoints.StartAsync(cancellationToken);
        // Those that ran already are served no less than those that were just started.
        foreach (var endpoint in await context.Workspace.Endpoints.ListAsync(cancellationToken)) output.Note($"endpoint {endpoint.Name}: {endpoint.ScoringUri}");
        await using var tracking = await context.Workspace.Tracking.ServeAsync(port, trackingToken, cancellationToken);
        output.Note($"tracking: {context.Workspace.Tracking.Address} (export MLFLOW_TRACKING_URI={context.Workspace.Tracking.Address})");
        output.Note("Ctrl-C ends it.");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            output.Note("ending.");
        }
        await context.Workspace.Endpoints.StopAsync(CancellationToken.None);
    }
}
