using System.Text.Json;
using Relevo.Serving.Endpoints;

namespace Relevo.Serving.Supervision;

/// <summary>Holds what the endpoint is and changes it to what it should be.</summary>
internal sealed class Endpoint : IAsyncDisposable
{
    private readonly StateFolder _state;
    private readonly RotatingLog _log;
    private readonly TimeProvider _timeProvider;
    private readonly SemaphoreSlim _changing = new(1);
    private readonly Lock _writing = new();
    private readonly Dictionary<string, RotatingLog> _logs = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Task> _retiring = [];
    private readonly string _identity = ProcessIdentity.Of(Environment.ProcessId) ?? "";
    private readonly DateTimeOffset _startedAt;
    private volatile RoutingTable _table;
    private volatile DesiredEndpoint _desired;
    private Uri? _address;
    private bool _isDisposed;

    public Endpoint(StateFolder state, DesiredEndpoint desired, RotatingLog log, TimeProvider timeProvider)
    {
        (_state, _desired, _log, _timeProvider) = (state, desired, log, timeProvider);
        _startedAt = timeProvider.GetUtcNow();
        var deployments = desired.Deployments.ToDictionary(deployment => deployment.Name, Create, StringComparer.Ordinal);
        _table = new RoutingTable(deployments, desired.Traffic, desired.MirrorTraffic);
    }

    public RoutingTable Table => _table;

    /// <summary>Becomes what it was: the port is written down, the deployments start, each on its own.</summary>
    public void Resume(Uri address)
    {
        _address = address;
        if (_desired.Port != address.Port)
            _state.Write(_desired = _desired with { Port = address.Port });
        foreach (var deployment in _table.Deployments.Values)
            deployment.Start();
        _log.Write($"endpoint '{_desired.Name}' listens at {address}, {_table.Deployments.Count} deployments");
        if (_desired.AuthMode is not EndpointAuthMode.Key)
            _log.Write("auth mode aml_token or aad_token: there is no token issuer on this machine, so one of the endpoint's keys is asked for");
        Publish();
    }

    public EndpointStatus Status()
    {
        var (desired, table) = (_desired, _table);
        return new EndpointStatus
        {
            Name = desired.Name,
            Address = _address!, // Nobody knows the endpoint before it listens.
            ProcessId = Environment.ProcessId,
            ProcessIdentity = _identity,
            StartedAt = _startedAt,
            AuthMode = desired.AuthMode,
            Deployments = [.. table.Deployments.Values.Select(deployment => deployment.Status(desired.TrafficOf(deployment.Desired.Name)))],
        };
    }

    /// <summary>All or nothing. Requests under way are not disturbed.</summary>
    /// <exception cref="ControlRefusal">It is wrong (400), or a deployment that must be healthy is not (409).</exception>
    public async Task ApplyAsync(DesiredEndpoint desired, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            Check(desired);
            desired = desired with { Port = _desired.Port };
            await ChangeAsync(desired, cancellationToken);
        }
        finally
        {
            _changing.Release();
        }

        Publish();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        await _changing.WaitAsync(CancellationToken.None);
        _isDisposed = true;
        var deployments = _table.Deployments.Values.ToList();
        _table = RoutingTable.Empty;
        await Task.WhenAll([.. deployments.Select(deployment => deployment.DisposeAsync().AsTask()), .. _retiring]);
        foreach (var deploymentLog in _logs.Values)
            deploymentLog.Dispose();
        _changing.Dispose();
    }

    private void Check(DesiredEndpoint desired)
    {
        List<string> faults = [.. desired.FindFaults()];
        if (desired.Name != _desired.Name)
            faults.Add($"the endpoint is named '{_desired.Name}', not '{desired.Name}'");
        if (desired.Port != 0 && desired.Port != _desired.Port)
            faults.Add($"the endpoint listens on port {_desired.Port}: stop it to move it to {desired.Port}");
        if (faults.Count > 0)
            throw new ControlRefusal(StatusCodes.Status400BadRequest, "The desired state is wrong", "mend it and apply it again.", faults);
    }

    private async Task ChangeAsync(DesiredEndpoint desired, CancellationToken cancellationToken)
    {
        var before = _table.Deployments;
        var fresh = desired.Deployments.Where(wanted => !before.TryGetValue(wanted.Name, out var now) || !IsSame(now.Desired, wanted))
            .Select(Create).ToDictionary(deployment => deployment.Desired.Name, StringComparer.Ordinal);
        var isDone = false;
        try
        {
            foreach (var deployment in fresh.Values)
                deployment.Start();
            await Task.WhenAll(fresh.Values.Select(deployment => deployment.FirstOutcome)).WaitAsync(cancellationToken);
            var after = desired.Deployments.ToDictionary(
                wanted => wanted.Name, wanted => fresh.GetValueOrDefault(wanted.Name) ?? before[wanted.Name], StringComparer.Ordinal);
            CheckHealth(desired, after, fresh);
            _state.Write(desired);
            _desired = desired;
            _table = new RoutingTable(after, desired.Traffic, desired.MirrorTraffic);
            isDone = true;
            _log.Write($"traffic: {string.Join(", ", desired.Deployments.Select(wanted => $"{wanted.Name} {desired.TrafficOf(wanted.Name)} %"))}");
            _retiring.RemoveAll(task => task.IsCompleted);
            _retiring.AddRange(before.Values.Where(old => !after.ContainsValue(old)).Select(RetireAsync));
        }
        finally
        {
            if (!isDone)
                await Task.WhenAll(fresh.Values.Select(deployment => deployment.DisposeAsync().AsTask()));
        }
    }

    private void CheckHealth(
        DesiredEndpoint desired, Dictionary<string, DeploymentProcess> after, Dictionary<string, DeploymentProcess> fresh)
    {
        // One that had traffic before and lost its health is not this change's fault.
        List<string> faults = [.. after.Values
            .Where(deployment => !deployment.IsHealthy && (fresh.ContainsValue(deployment)
                || desired.TrafficOf(deployment.Desired.Name) > _desired.TrafficOf(deployment.Desired.Name)))
            .Select(deployment => $"deployment '{deployment.Desired.Name}' is not healthy: {(deployment.Problem ?? "it is still starting").TrimEnd('.')}")];
        if (faults.Count > 0)
        {
            throw new ControlRefusal(
                StatusCodes.Status409Conflict, "The endpoint stays as it was",
                $"see the logs in '{_state.Logs}', mend the model and deploy again.", faults);
        }
    }

    private async Task RetireAsync(DeploymentProcess deployment)
    {
        await deployment.RetireAsync();
        _log.Write($"deployment '{deployment.Desired.Name}' has ended");
        Publish();
    }

    private DeploymentProcess Create(DesiredDeployment wanted)
    {
        if (!_logs.TryGetValue(wanted.Name, out var deploymentLog))
            _logs[wanted.Name] = deploymentLog = new RotatingLog(_state.DeploymentLog(wanted.Name), _timeProvider);
        return new DeploymentProcess(wanted, deploymentLog, Publish, _timeProvider);
    }

    /// <summary>Writes <c>running.json</c>, by which other processes find this one.</summary>
    private void Publish()
    {
        lock (_writing)
        {
            if (_address is null || _isDisposed)
                return;
            try
            {
                _state.Write(Status());
            }
            catch (IOException fault)
            {
                _log.Write($"'running.json' could not be written: {fault.Message}");
            }
        }
    }

    private static bool IsSame(DesiredDeployment left, DesiredDeployment right) =>
        JsonSerializer.SerializeToUtf8Bytes(Sorted(left), EndpointJson.Default.DesiredDeployment)
            .AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(Sorted(right), EndpointJson.Default.DesiredDeployment));

    private static DesiredDeployment Sorted(DesiredDeployment deployment) => deployment with
    {
        EnvironmentVariables = new SortedDictionary<string, string>(deployment.EnvironmentVariables.ToDictionary(), StringComparer.Ordinal),
    };
}
