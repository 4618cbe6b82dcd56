using Relevo.Core.Workspaces;
using Relevo.Mlflow;

namespace Relevo.Local.Tracking;

/// <summary>Runs in the workspace's database, read and written without HTTP.</summary>
internal sealed class LocalTracking(WorkspaceParts parts, TrackingAddress address) : ITracking
{
    /// <summary>MLflow's limit on a page.</summary>
    private const int PageSize = 1000;

    /// <summary>MLflow's limit on tags set at once.</summary>
    private const int BatchSize = 100;

    /// <inheritdoc/>
    public Uri? Address => address.Current;

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> ServeAsync(int port, string? token, CancellationToken cancellationToken)
    {
        await address.StartAsync(port, token, cancellationToken);
        return new Serving(address);
    }

    /// <inheritdoc/>
    public async Task<TrackedRun?> FindAsync(string runId, CancellationToken cancellationToken) =>
        await parts.FindTrackingAsync(cancellationToken) is { } store && store.FindRun(runId) is { Info.LifecycleStage: "active" } run
            ? TrackedRuns.From(run)
            : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TrackedRun>> ListAsync(string experiment, int maxResults, CancellationToken cancellationToken)
    {
        if (maxResults <= 0 || await parts.FindTrackingAsync(cancellationToken) is not { } store || store.FindExperiment(experiment) is not { } found) return [];
        List<TrackedRun> runs = [];
        string? page = null;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = store.SearchRuns(
                [found.ExperimentId], filter: null, ["attributes.start_time DESC"], ViewType.ActiveOnly, Math.Min(PageSize, maxResults - runs.Count), page);
            runs.AddRange(part.Items.Select(TrackedRuns.From));
            page = part.NextToken;
        }
        while (page is not null && runs.Count < maxResults);
        return runs;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<MetricPoint>> HistoryAsync(string runId, string metric, CancellationToken cancellationToken)
    {
        if (await parts.FindTrackingAsync(cancellationToken) is not { } store || store.FindRun(runId) is null) return [];
        List<MetricPoint> points = [];
        string? page = null;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = store.GetMetricHistory(runId, metric, maxResults: null, page);
            points.AddRange(part.Items.Select(TrackedRuns.Point));
            page = part.NextToken;
        }
        while (page is not null);
        return [.. points.OrderBy(point => point.Step).ThenBy(point => point.At)];
    }

    /// <inheritdoc/>
    public Task SetTagsAsync(string runId, IReadOnlyDictionary<string, string> tags, CancellationToken cancellationToken) => MlflowFaults.AskAsync(async () =>
    {
        var store = await parts.TrackingAsync(cancellationToken);
        foreach (var some in tags.Chunk(BatchSize))
            await store.LogBatchAsync(runId, metrics: [], @params: [], [.. some.Select(tag => new Tag(tag.Key, tag.Value))], cancellationToken);
    });

    /// <summary>Stops the server when the caller is done with it.</summary>
    private sealed class Serving(TrackingAddress address) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await address.StopAsync();
    }
}
