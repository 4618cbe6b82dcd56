using Relevo.Core.Workspaces;
using Relevo.Serving.Endpoints;
using ServedDeployment = Relevo.Serving.Endpoints.DeploymentStatus;
using ServedState = Relevo.Serving.Endpoints.DeploymentState;

namespace Relevo.Local.Endpoints;

/// <summary>Puts what an endpoint should be and what its process says into the contract's terms.</summary>
internal static class EndpointStates
{
    /// <summary>The state for callers.</summary>
    /// <param name="desired">What the endpoint should be.</param>
    /// <param name="status">What its process says; null where it does not run.</param>
    public static EndpointState From(DesiredEndpoint desired, EndpointStatus? status) => new()
    {
        Name = desired.Name,
        ScoringUri = status?.ScoringUri(),
        IsRunning = status is not null,
        AuthMode = WireName(desired.AuthMode),
        Deployments = [.. desired.Deployments.Select(deployment => From(deployment, desired, status))],
    };

    private static Core.Workspaces.DeploymentState From(DesiredDeployment deployment, DesiredEndpoint desired, EndpointStatus? status) => new()
    {
        Name = deployment.Name,
        Model = deployment.ModelName ?? deployment.Name,
        ModelVersion = deployment.ModelVersion ?? "",
        TrafficPercent = desired.TrafficOf(deployment.Name),
        IsHealthy = status?.Deployments.Any(served => IsHealthy(served, deployment)) ?? false,
    };

    private static bool IsHealthy(ServedDeployment served, DesiredDeployment deployment) =>
        served.Name == deployment.Name && served.State == ServedState.Healthy;

    private static string WireName(EndpointAuthMode mode) => mode switch
    {
        EndpointAuthMode.AmlToken => "aml_token",
        EndpointAuthMode.AadToken => "aad_token",
        _ => "key",
    };
}
