namespace Relevo.Core.Workspaces;

/// <summary>Runs, with their params and metrics, as MLflow knows them.</summary>
public interface ITracking
{
    /// <summary>The uri that an MLflow client takes as its tracking uri while the workspace serves it; null where it does not serve now.</summary>
    Uri? Address { get; }

    /// <summary>Serves MLflow's REST protocol until the value is disposed. Does nothing where the workspace serves it all the time.</summary>
    /// <param name="port">The port on this machine; 0 for a free one.</param>
    /// <param name="token">What clients must send as bearer token; null for none.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    Task<IAsyncDisposable> ServeAsync(int port, string? token, CancellationToken cancellationToken);

    /// <summary>Finds a run by its id; null where there is none.</summary>
    Task<TrackedRun?> FindAsync(string runId, CancellationToken cancellationToken);

    /// <summary>The newest runs of an experiment, newest first; empty where the experiment is unknown.</summary>
    Task<IReadOnlyList<TrackedRun>> ListAsync(string experiment, int maxResults, CancellationToken cancellationToken);

    /// <summary>All logged values of a metric in the order of their steps.</summary>
    Task<IReadOnlyList<MetricPoint>> HistoryAsync(string runId, string metric, CancellationToken cancellationToken);

    /// <summary>Sets tags of a run; an existing tag gets the new value.</summary>
    Task SetTagsAsync(string runId, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken);
}
