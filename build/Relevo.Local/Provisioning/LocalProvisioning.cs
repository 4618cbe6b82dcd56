using System.Runtime.CompilerServices;
using Relevo.Core.Errors;
using Relevo.Core.Workspaces;
using Relevo.Local.Store;

namespace Relevo.Local.Provisioning;

/// <summary>Makes and removes the workspace's folder with its database, and the computes, which on one machine are just rows.</summary>
internal sealed class LocalProvisioning(WorkspaceParts parts, Func<Teardown> teardown) : IProvisioning
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<ResourceChange>> PlanAsync(ProvisionRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var state = parts.FindDatabase() is { } database ? ProvisionTables.Read(database) : null;
        return Task.FromResult(ProvisionPlan.Compare(request, parts.DisplayName, state));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ProvisionEvent> ApplyAsync(
        ProvisionRequest request, IReadOnlyList<ResourceChange> plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var computes = ProvisionPlan.Computes(request);
        foreach (var change in plan.Where(change => change.IsPending))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ProvisionEvent.Started(change);
            var started = parts.Options.TimeProvider.GetTimestamp();
            await ApplyAsync(request, computes, change, cancellationToken);
            yield return new ProvisionEvent.Completed(change, parts.Options.TimeProvider.GetElapsedTime(started));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ResourceChange>> PlanTeardownAsync(CancellationToken cancellationToken) => teardown().PlanAsync(cancellationToken);

    /// <inheritdoc/>
    public Task TeardownAsync(CancellationToken cancellationToken) => teardown().RunAsync(cancellationToken);

    /// <summary>How many steps may run at a time on a compute, as a job names it; as many as there are processors where it is unknown.</summary>
    public int MaxInstances(string? compute)
    {
        var name = compute?.Split(':', '/')[^1];
        var spec = parts.FindDatabase() is { } database && !string.IsNullOrEmpty(name)
            ? ProvisionTables.Read(database)?.Computes.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            : null;
        return Math.Max(1, spec?.MaxInstances ?? System.Environment.ProcessorCount);
    }

    private async Task ApplyAsync(
        ProvisionRequest request, IReadOnlyList<ComputeSpec> computes, ResourceChange change, CancellationToken cancellationToken)
    {
        switch (change.ResourceKind, change.Action)
        {
            case (ProvisionPlan.Workspace, _):
                await ProvisionWorkspaceAsync(request, cancellationToken);
                break;
            case (ProvisionPlan.Compute, ChangeAction.Delete):
                ProvisionTables.DeleteCompute(parts.Database(), change.Name);
                break;
            case (ProvisionPlan.Compute, _):
                ProvisionTables.WriteCompute(parts.Database(), computes.FirstOrDefault(c => c.Name == change.Name) ?? throw NotAsked(change));
                break;
            default:
                throw NotAsked(change);
        }
    }

    /// <summary>The row that says that the workspace is there comes last, so that one that was killed half-way counts as not provisioned.</summary>
    private async Task ProvisionWorkspaceAsync(ProvisionRequest request, CancellationToken cancellationToken)
    {
        using var database = WorkspaceDatabase.Open(parts.Folder);
        var ignore = Path.Combine(parts.Folder.Root, ".gitignore");
        if (!File.Exists(ignore)) await File.WriteAllTextAsync(ignore, "# Made by 'Provision'; 'Teardown' removes it.\n*\n", cancellationToken);
        ProvisionTables.Migrate(database);
        await parts.PrepareTrackingAsync(cancellationToken);
        ProvisionTables.WriteWorkspace(database, request.Project, request.Environment, parts.Options.TimeProvider.GetUtcNow());
    }

    private static RelevoException NotAsked(ResourceChange change) => new(
        $"The plan names {change.ResourceKind} '{change.Name}', which the request does not ask for.", "make a new plan.", ExitCode.Workspace);
}
