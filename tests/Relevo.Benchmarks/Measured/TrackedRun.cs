using Relevo.Mlflow;
using Relevo.Mlflow.Server;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Benchmarks.Measured;

/// <summary>A run to log to: in the store in this process, and over HTTP to the server on top of it.</summary>
internal sealed class TrackedRun : IAsyncDisposable
{
    /// <summary>How many points a batch has: the most that the protocol allows.</summary>
    public const int BatchSize = 1000;

    private readonly TempFolder _folder = new();
    private MlflowServer? _server;
    private MlflowClient? _client;
    private string _runId = "";
    private long _step;

    private TrackingStore Store => _server?.Store ?? throw new InvalidOperationException("The server is not started.");

    private MlflowClient Client => _client ?? throw new InvalidOperationException("The server is not started.");

    /// <summary>Starts the server and a run.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _server = await MlflowServer.StartAsync(
            new TrackingStoreOptions { DatabasePath = _folder["store.db"], ArtifactsPath = _folder["artifacts"] }, new(), cancellationToken);
        _client = new MlflowClient(new MlflowClientOptions { TrackingUri = _server.BaseAddress, Attempts = 1 });
        _runId = (await _server.Store.CreateRunAsync("0", null, null, null, [], cancellationToken)).Info.RunId;
    }

    /// <summary>Logs one point in process.</summary>
    public Task LogMetricInProcessAsync(CancellationToken cancellationToken) => Store.LogMetricAsync(_runId, Point(), cancellationToken);

    /// <summary>Logs one point over HTTP.</summary>
    public Task LogMetricOverHttpAsync(CancellationToken cancellationToken) => Client.LogMetricAsync(_runId, Point(), cancellationToken);

    /// <summary>Logs a batch in process.</summary>
    public Task LogBatchInProcessAsync(CancellationToken cancellationToken) => Store.LogBatchAsync(_runId, Batch(), [], [], cancellationToken);

    /// <summary>Logs a batch over HTTP.</summary>
    public Task LogBatchOverHttpAsync(CancellationToken cancellationToken) => Client.LogBatchAsync(_runId, Batch(), [], [], cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        _folder.Dispose();
    }

    private Metric[] Batch() => [.. Enumerable.Range(0, BatchSize).Select(_ => Point())];

    private Metric Point()
    {
        var step = Interlocked.Increment(ref _step);
        return new Metric { Key = "loss", Value = 1.0 / step, Timestamp = step, Step = step };
    }
}
