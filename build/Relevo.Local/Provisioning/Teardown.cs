using Relevo.Core.Errors;
using Relevo.Core.Workspaces;
using Relevo.Local.Endpoints;
using Relevo.Local.Registry;

namespace Relevo.Local.Provisioning;

/// <summary>Removes a workspace: its endpoints' processes first, then everything it keeps. Works on a damaged one too, listing what can be read.</summary>
internal sealed class Teardown(
    WorkspaceParts parts, LocalEndpoints endpoints, IDataAssets data, LocalModelRegistry models, Func<Task> closeAsync)
{
    /// <summary>What would be removed, in that order.</summary>
    public async Task<IReadOnlyList<ResourceChange>> PlanAsync(CancellationToken cancellationToken)
    {
        if (!HoldsAnything()) return [];
        List<ResourceChange> changes = [];
        foreach (var name in endpoints.Names()) changes.Add(await EndpointAsync(name, cancellationToken));
        await AddReadableAsync(changes, async () => (await models.NamesAsync(cancellationToken)).Select(name => Delete("model", name)));
        await AddReadableAsync(changes, async () => (await data.ListAsync(cancellationToken))
            .Select(version => Delete("data", version.Name, new PropertyChange("version", version.Version, null))));
        await AddReadableAsync(changes, () => Task.FromResult(Computes().Select(compute => Delete(ProvisionPlan.Compute, compute.Name))));
        changes.Add(Delete(ProvisionPlan.Workspace, parts.DisplayName, new PropertyChange("folder", parts.Folder.Root, null)));
        return changes;
    }

    /// <summary>Stops what runs, closes what is open and removes the folder. Does nothing where there is none.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(parts.Folder.Root)) return;
        await endpoints.StopAsync(cancellationToken);
        await closeAsync();
        await Task.Run(() => FolderRemoval.Remove(parts.Folder, cancellationToken), cancellationToken);
    }

    /// <summary>False where there is no folder, or just the lock of who asks.</summary>
    private bool HoldsAnything() =>
        Directory.Exists(parts.Folder.Root)
        && Directory.EnumerateFiles(parts.Folder.Root, "*", SearchOption.AllDirectories)
            .Any(file => !file.StartsWith(parts.Folder.LockFile, StringComparison.Ordinal));

    private async Task<ResourceChange> EndpointAsync(string name, CancellationToken cancellationToken)
    {
        List<ResourceChange> found = [];
        await AddReadableAsync(found, async () => await endpoints.FindAsync(name, cancellationToken) is { } state ? [Delete(state)] : []);
        return found is [var change] ? change : Delete("online_endpoint", name);
    }

    private static async Task AddReadableAsync(List<ResourceChange> changes, Func<Task<IEnumerable<ResourceChange>>> read)
    {
        try
        {
            changes.AddRange(await read());
        }
        catch (RelevoException)
        {
            // What is damaged goes with the rest; a teardown is the remedy for it.
        }
    }

    private IReadOnlyList<ComputeSpec> Computes() =>
        parts.FindDatabase() is { } database && ProvisionTables.Read(database) is { } state ? state.Computes : [];

    private static ResourceChange Delete(EndpointState endpoint) => Delete(
        "online_endpoint", endpoint.Name,
        [.. endpoint.Deployments.Select(d => new PropertyChange(d.Name, $"{d.Model} version {d.ModelVersion}, {d.TrafficPercent} %", null))]);

    private static ResourceChange Delete(string kind, string name, params IReadOnlyList<PropertyChange> properties) => new()
    {
        Action = ChangeAction.Delete,
        ResourceKind = kind,
        Name = name,
        Properties = properties,
    };
}
