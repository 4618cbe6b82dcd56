using System.Runtime.CompilerServices;
using Relevo.Core.Errors;
using Relevo.Core.Workspaces;
using Relevo.Serving.Endpoints;
using EndpointAuthMode = Relevo.Core.Endpoints.EndpointAuthMode;

namespace Relevo.Local.Endpoints;

/// <summary>
/// Online endpoints on this machine: one background process for each, which outlives the build and starts a process for each deployment.
/// Their state is under <c>endpoints/</c> in the workspace's folder.
/// </summary>
/// <remarks>Finding an endpoint reads its files and asks its process once; no model and no model library is loaded.</remarks>
internal sealed class LocalEndpoints(
    WorkspaceParts parts, Func<ModelVersion, CancellationToken, Task<string>> modelFolderOf) : IOnlineEndpoints, IDisposable
{
    private readonly Dictionary<string, EndpointClient> _clients = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public async Task<EndpointState?> FindAsync(string endpoint, CancellationToken cancellationToken)
    {
        if (!Exists(endpoint)) return null;
        var client = ClientFor(endpoint);
        return client.ReadDesired() is { } desired
            ? EndpointStates.From(desired, await ProbeAsync(client, cancellationToken))
            : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EndpointState>> ListAsync(CancellationToken cancellationToken)
    {
        List<EndpointState> states = [];
        foreach (var name in Names())
        {
            if (await FindAsync(name, cancellationToken) is { } state) states.Add(state);
        }
        return states;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<DeployEvent> DeployAsync(DeployRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        parts.RequireProvisioned();
        DeploymentFaults.ThrowIfAny(request);
        var name = request.Endpoint.Name;
        var wanted = DesiredStates.Deployment(request, await modelFolderOf(request.Model, cancellationToken));

        var client = ClientFor(name);
        if (!client.IsRunning) yield return new DeployEvent.Progress($"starting endpoint '{name}'");
        if (request.Endpoint.AuthMode != EndpointAuthMode.Key)
            yield return new DeployEvent.Progress("there is no issuer of tokens on this machine: callers show the endpoint's key instead");
        var before = await StartedAsync(client, DesiredStates.Endpoint(request.Endpoint), cancellationToken);

        var after = DesiredStates.With(before, request.Endpoint, wanted);
        if (DesiredStates.AreSame(before, after) && await ProbeAsync(client, cancellationToken) is { } observed
            && observed.Healthy.Contains(wanted.Name))
        {
            KeyFile.Write(client);
            yield return new DeployEvent.Healthy(EndpointStates.From(before, observed), IsNew: false);
            yield break;
        }

        yield return new DeployEvent.Progress($"loading {request.Model.Model} version {request.Model.Version} as deployment '{wanted.Name}'");
        var applied = await AppliedAsync(client, after, wanted.Name, cancellationToken);
        KeyFile.Write(client);
        yield return new DeployEvent.Healthy(EndpointStates.From(client.ReadDesired() ?? after, EndpointObservation.From(applied)), IsNew: true);
    }

    /// <inheritdoc/>
    public async Task SetTrafficAsync(string endpoint, IReadOnlyDictionary<string, int> traffic, CancellationToken cancellationToken)
    {
        var (client, desired) = Require(endpoint);
        DeploymentFaults.ThrowIfAny(desired, traffic);
        var shares = traffic.Where(share => share.Value > 0).ToDictionary();
        if (DesiredStates.IsSameTraffic(desired.Traffic, shares)) return;
        desired = await StartedAsync(client, desired, cancellationToken);
        await client.ApplyAsync(desired with { Traffic = shares, MirrorTraffic = DesiredStates.Mirror(desired.MirrorTraffic, shares) }, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RemoveDeploymentAsync(string endpoint, string deployment, CancellationToken cancellationToken)
    {
        parts.RequireProvisioned();
        if (!Exists(endpoint) || ClientFor(endpoint) is not { } client || client.ReadDesired() is not { } desired) return;
        if (desired.Deployments.All(d => d.Name != deployment)) return;
        if (desired.TrafficOf(deployment) is var percent and > 0) throw DeploymentFaults.StillLive(endpoint, deployment, percent);
        desired = await StartedAsync(client, desired, cancellationToken);
        await client.ApplyAsync(DesiredStates.Without(desired, deployment), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ScoringResponse> InvokeAsync(string endpoint, string? deployment, string requestJson, CancellationToken cancellationToken)
    {
        var (client, _) = Require(endpoint);
        var answer = await client.ScoreAsync(requestJson, deployment, cancellationToken);
        return new ScoringResponse((int)answer.StatusCode, answer.Deployment, answer.Body, answer.Elapsed);
    }

    /// <inheritdoc/>
    public async Task<string> SampleCommandAsync(string endpoint, string requestFile, CancellationToken cancellationToken)
    {
        var (client, _) = Require(endpoint);
        var observed = await ProbeAsync(client, cancellationToken) ?? throw DeploymentFaults.Stopped(endpoint);
        return SampleCommand.For(observed.ScoringUri, KeyFile.Write(client), requestFile, parts.Options.WorkingDirectory);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EndpointState>> StartAsync(CancellationToken cancellationToken)
    {
        List<EndpointState> started = [];
        foreach (var name in Names())
        {
            var client = ClientFor(name);
            if (client.ReadDesired() is not { } desired || await ProbeAsync(client, cancellationToken) is not null) continue;
            await StartedAsync(client, desired, cancellationToken);
            started.Add(EndpointStates.From(desired, EndpointObservation.From(await client.WaitUntilSettledAsync(cancellationToken))));
        }
        return started;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> StopAsync(CancellationToken cancellationToken)
    {
        var names = Names();
        var ran = await Task.WhenAll(names.Select(name => ClientFor(name).StopAsync(cancellationToken)));
        return [.. names.Zip(ran).Where(pair => pair.Second).Select(pair => pair.First)];
    }

    /// <summary>Drops the connections; the endpoints go on.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var client in _clients.Values) client.Dispose();
            _clients.Clear();
        }
    }

    /// <summary>Applies, and puts a deployment's last words beside the reason why it could not be.</summary>
    private static async Task<EndpointStatus> AppliedAsync(EndpointClient client, DesiredEndpoint desired, string deployment, CancellationToken cancellationToken)
    {
        try
        {
            return await client.ApplyAsync(desired, cancellationToken);
        }
        catch (RelevoException fault)
        {
            throw DeploymentFaults.WithLog(fault, Path.Combine(client.StateFolder, "logs", $"{deployment}.log"));
        }
    }

    /// <summary>Starts the endpoint where it does not run, and gives what it should be.</summary>
    private async Task<DesiredEndpoint> StartedAsync(EndpointClient client, DesiredEndpoint initial, CancellationToken cancellationToken)
    {
        if (!client.IsRunning)
        {
            using var _ = await EndpointHost.StartAsync(
                client.StateFolder, initial, new EndpointHostOptions { TimeProvider = parts.Options.TimeProvider }, cancellationToken);
            await client.WaitUntilSettledAsync(cancellationToken);
        }
        return client.ReadDesired() ?? initial;
    }

    // Off the caller's thread, since it waits for the process.
    private static Task<EndpointObservation?> ProbeAsync(EndpointClient client, CancellationToken cancellationToken) =>
        Task.Run(() => QuickProbe.Ask(client), cancellationToken);

    private (EndpointClient Client, DesiredEndpoint Desired) Require(string endpoint)
    {
        parts.RequireProvisioned();
        if (Exists(endpoint) && ClientFor(endpoint) is { } client && client.ReadDesired() is { } desired) return (client, desired);
        throw DeploymentFaults.Unknown(endpoint, Names());
    }

    /// <summary>The names of all endpoints, running or not.</summary>
    public IReadOnlyList<string> Names() =>
        Directory.Exists(parts.Folder.Endpoints)
            ? [.. Directory.EnumerateDirectories(parts.Folder.Endpoints).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
            : [];

    private bool Exists(string endpoint) =>
        endpoint.Length > 0 && endpoint[0] != '.' && Path.GetFileName(endpoint) == endpoint && Directory.Exists(Path.Combine(parts.Folder.Endpoints, endpoint));

    private EndpointClient ClientFor(string endpoint)
    {
        lock (_gate)
        {
            if (!_clients.TryGetValue(endpoint, out var client))
                _clients.Add(endpoint, client = new EndpointClient(Path.Combine(parts.Folder.Endpoints, endpoint), parts.Options.TimeProvider));
            return client;
        }
    }
}
