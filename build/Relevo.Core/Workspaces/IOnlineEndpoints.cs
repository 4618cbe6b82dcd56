namespace Relevo.Core.Workspaces;

/// <summary>Online endpoints, their deployments and the traffic between them.</summary>
public interface IOnlineEndpoints
{
    /// <summary>Finds an endpoint by name; null where there is none.</summary>
    Task<EndpointState?> FindAsync(string endpoint, CancellationToken cancellationToken);

    /// <summary>All endpoints of the workspace.</summary>
    Task<IReadOnlyList<EndpointState>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Creates or updates the endpoint, then a deployment that serves a model version, and waits until the deployment is healthy.
    /// Traffic is left as it is; a new deployment gets none. The last event is <see cref="DeployEvent.Healthy"/>.
    /// </summary>
    /// <exception cref="Errors.RelevoException">The deployment did not become healthy: its last log lines are in the message, the other deployments are untouched.</exception>
    IAsyncEnumerable<DeployEvent> DeployAsync(DeployRequest request, CancellationToken cancellationToken);

    /// <summary>Sets the share of traffic of each deployment at once; deployments that are not named get none.</summary>
    /// <param name="endpoint">The endpoint's name.</param>
    /// <param name="traffic">Percent by deployment; the sum is 0 or 100.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    Task SetTrafficAsync(string endpoint, IReadOnlyDictionary<string, int> traffic, CancellationToken cancellationToken);

    /// <summary>Removes a deployment that gets no traffic. Does nothing where it is not there.</summary>
    Task RemoveDeploymentAsync(string endpoint, string deployment, CancellationToken cancellationToken);

    /// <summary>Sends a scoring request as a client would, with the endpoint's key.</summary>
    /// <param name="endpoint">The endpoint's name.</param>
    /// <param name="deployment">The deployment that must answer, whatever the traffic; null for any.</param>
    /// <param name="requestJson">The body.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    Task<ScoringResponse> InvokeAsync(string endpoint, string? deployment, string requestJson, CancellationToken cancellationToken);

    /// <summary>A command line that a person can paste to get a prediction, reading the key from where it is kept and never showing it.</summary>
    /// <param name="endpoint">The endpoint's name.</param>
    /// <param name="requestFile">The file with the request's body.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    Task<string> SampleCommandAsync(string endpoint, string requestFile, CancellationToken cancellationToken);

    /// <summary>Starts endpoints that should run and do not, such as after a restart of the machine.</summary>
    Task<IReadOnlyList<EndpointState>> StartAsync(CancellationToken cancellationToken);

    /// <summary>Stops what runs for the workspace's endpoints, keeping their state, so that <see cref="StartAsync"/> brings them back.</summary>
    /// <returns>The endpoints that were stopped.</returns>
    Task<IReadOnlyList<string>> StopAsync(CancellationToken cancellationToken);
}
