using Relevo.Core.Endpoints;

namespace Relevo.Core.Workspaces;

/// <summary>A deployment to make.</summary>
public sealed record DeployRequest
{
    /// <summary>The endpoint, as read from its YAML.</summary>
    public required OnlineEndpoint Endpoint { get; init; }

    /// <summary>The deployment, as read from its YAML.</summary>
    public required OnlineDeployment Deployment { get; init; }

    /// <summary>The name under which it is deployed: the YAML's, or its partner's of a blue/green pair.</summary>
    public required string DeploymentName { get; init; }

    /// <summary>The version to serve.</summary>
    public required ModelVersion Model { get; init; }
}
