using Relevo.Serving.Endpoints;

namespace Relevo.Benchmarks.Measured;

/// <summary>An endpoint on this machine that serves <see cref="ForestModel"/>: a router and a deployment, each a process.</summary>
internal sealed class ServedForest : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private EndpointClient? _client;

    /// <summary>Where the model is.</summary>
    public string ModelFolder => _folder["model"];

    /// <summary>Trains the model and starts the endpoint.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        ForestModel.Train(ModelFolder);
        var wanted = new DesiredEndpoint
        {
            Name = "forest",
            Deployments = [new DesiredDeployment { Name = "blue", ModelFolder = ModelFolder }],
            Traffic = new Dictionary<string, int> { ["blue"] = 100 },
        };
        _client = await EndpointHost.StartAsync(_folder["endpoint"], wanted, new(), cancellationToken);
        await _client.WaitUntilSettledAsync(cancellationToken);
        await ScoreAsync(cancellationToken);
    }

    /// <summary>Scores one row over loopback.</summary>
    public async Task ScoreAsync(CancellationToken cancellationToken)
    {
        var answer = await (_client ?? throw new InvalidOperationException("The endpoint is not started.")).ScoreAsync(ForestModel.Request, deployment: null, cancellationToken);
        if ((int)answer.StatusCode != 200) throw new InvalidOperationException($"The endpoint answered {(int)answer.StatusCode}: {answer.Body}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.StopAsync(CancellationToken.None);
            _client.Dispose();
        }
        _folder.Dispose();
    }
}
