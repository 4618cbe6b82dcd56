using Nuke.Common;

namespace Relevo.Build.Targets;

/// <summary>Runs endpoints and tracking in the foreground.</summary>
public interface IServe : IHasSession
{
    /// <summary>The tracking server's port.</summary>
    [Parameter("Port of the tracking server. Default: 5000.")]
    int Port => TryGetValue<int?>(() => Port) ?? 5000;

    /// <summary>A token that clients of the tracking server must send.</summary>
    [Parameter("Token that clients of the tracking server must send (MLFLOW_TRACKING_TOKEN). Default: none is asked for."), Secret]
    string TrackingToken => TryGetValue(() => TrackingToken);

    /// <summary>Serves endpoints and tracking until Ctrl-C.</summary>
    Target Serve => _ => _
        .Description("Serves the endpoints and the tracking server in the foreground, until Ctrl-C.")
        .Executes(async () =>
        {
            await Session.ServeAsync(this, Port, TrackingToken);
            // Ctrl-C is how serving ends, not how it fails.
            ExitCode = (int)Core.Errors.ExitCode.Done;
        });
}
