namespace Relevo.Core.Workspaces;

/// <summary>Progress of <see cref="IOnlineEndpoints.DeployAsync"/>.</summary>
public abstract record DeployEvent
{
    private DeployEvent()
    {
    }

    /// <summary>Something to know while waiting.</summary>
    /// <param name="Text">One line.</param>
    public sealed record Progress(string Text) : DeployEvent;

    /// <summary>The deployment answers its health probe.</summary>
    /// <param name="Endpoint">The endpoint as it is now.</param>
    /// <param name="IsNew">False where the same version was deployed under this name before, unchanged.</param>
    public sealed record Healthy(EndpointState Endpoint, bool IsNew) : DeployEvent;
}
