namespace Relevo.Core.Workspaces;

/// <summary>Creates and removes what a workspace consists of: the workspace itself, its storage, its computes.</summary>
public interface IProvisioning
{
    /// <summary>Compares what is with what is asked. Reads only.</summary>
    Task<IReadOnlyList<ResourceChange>> PlanAsync(ProvisionRequest request, CancellationToken cancellationToken);

    /// <summary>Makes the changes of a plan that was made by <see cref="PlanAsync"/>, in dependency order.</summary>
    /// <returns>The changes as they are done, one event when each starts and one when it ends.</returns>
    IAsyncEnumerable<ProvisionEvent> ApplyAsync(ProvisionRequest request, IReadOnlyList<ResourceChange> plan, CancellationToken cancellationToken);

    /// <summary>Lists everything that <see cref="TeardownAsync"/> would remove. Reads only; empty where nothing is left.</summary>
    Task<IReadOnlyList<ResourceChange>> PlanTeardownAsync(CancellationToken cancellationToken);

    /// <summary>Removes everything that belongs to the workspace, endpoints first, so that no process and no port is left behind.</summary>
    Task TeardownAsync(CancellationToken cancellationToken);
}
