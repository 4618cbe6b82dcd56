using Relevo.Mlflow.Server;

namespace Relevo.Local.Tracking;

/// <summary>The MLflow server that serves the workspace from inside this process, started when something first needs it.</summary>
internal sealed class TrackingAddress(WorkspaceParts parts) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private MlflowServer? _server;

    /// <summary>Where it listens; null while it does not run.</summary>
    public Uri? Current { get; private set; }

    /// <summary>Starts the server where it does not run.</summary>
    /// <param name="port">The port on the loopback address; 0 for any free one.</param>
    /// <param name="token">What clients must send as bearer token; null for none.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <returns>Where it listens.</returns>
    public async Task<Uri> StartAsync(int port, string? token, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return Current ??= await StartServerAsync(port, token, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops the server; it starts again when it is needed.</summary>
    public async Task StopAsync()
    {
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            Current = null;
            if (_server is not null) await _server.DisposeAsync();
            _server = null;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>As <see cref="StopAsync"/>; may be called again.</summary>
    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task<Uri> StartServerAsync(int port, string? token, CancellationToken cancellationToken)
    {
        var store = await parts.TrackingAsync(cancellationToken);
        _server = await MlflowServer.StartAsync(store, new MlflowServerOptions { Port = port, BearerToken = token }, cancellationToken);
        return _server.BaseAddress;
    }
}
