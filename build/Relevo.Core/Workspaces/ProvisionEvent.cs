namespace Relevo.Core.Workspaces;

/// <summary>Progress of <see cref="IProvisioning.ApplyAsync"/>.</summary>
public abstract record ProvisionEvent
{
    private ProvisionEvent()
    {
    }

    /// <summary>A change begins.</summary>
    /// <param name="Change">The change.</param>
    public sealed record Started(ResourceChange Change) : ProvisionEvent;

    /// <summary>A change is made.</summary>
    /// <param name="Change">The change.</param>
    /// <param name="Duration">How long it took.</param>
    public sealed record Completed(ResourceChange Change, TimeSpan Duration) : ProvisionEvent;
}
