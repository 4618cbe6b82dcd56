namespace Relevo.Core.Endpoints;

/// <summary>What an online deployment runs on.</summary>
public enum OnlineDeploymentKind
{
    /// <summary>Machines that Azure ML manages.</summary>
    Managed,

    /// <summary>A Kubernetes cluster attached to the workspace.</summary>
    Kubernetes,
}
