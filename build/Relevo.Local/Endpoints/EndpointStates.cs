using Relevo.Core.Workspaces;
using Relevo.Serving.Endpoints;

namespace Relevo.Local.Endpoints;

/// <summary>Puts what an endpoint should be and what its process says into the contract's terms.</summary>
internal static class EndpointStates
{
    /// <summary>The state for callers.</summary>
    /// <param name="desired">What the endpoint should be.</param>
    /// <param name="observed">What its process says; null where it does not run.</param>
    public static EndpointState From(DesiredEndpoint desired, EndpointObservation? observed) => new()
    {
        Name = desired.Name,
        ScoringUri = observed?.ScoringUri,
        IsRunning = observed is not null,
        AuthMode = WireName(desired.AuthMode),
        Deployments = [.. desired.Deployments.Select(deployment => From(deployment, desired, observed))],
    };

    private static Core.Workspaces.DeploymentState From(DesiredDeployment deployment, DesiredEndpoint desired, EndpointObservation? observed) => new()
    {
        Name = deployment.Name,
        Model = deployment.ModelName ?? deployment.Name,
        ModelVersion = deployment.ModelVersion ?? "",
        TrafficPercent = desired.TrafficOf(deployment.Name),
        IsHealthy = observed?.Healthy.Contains(deployment.Name) ?? false,
    };

    private static string WireName(EndpointAuthMode mode) => mode switch
    {
        EndpointAuthMode.AmlToken => "aml_token",
        EndpointAuthMode.AadToken => "aad_token",
        _ => "key",
    };
}
