using Relevo.Core.Workspaces;
using Relevo.Local.Registry;

namespace Relevo.Local.Provisioning;

/// <summary>Removes a workspace: its endpoints' processes first, then everything it keeps.</summary>
internal sealed class Teardown(WorkspaceParts parts, IOnlineEndpoints endpoints, IDataAssets data, LocalModelRegistry models, Func<Task> closeAsync)
{
    /// <summary>What would be removed, in that order.</summary>
    public async Task<IReadOnlyList<ResourceChange>> PlanAsync(CancellationToken cancellationToken)
    {
        if (!HoldsAnything()) return [];
        var state = parts.FindDatabase() is { } database ? ProvisionTables.Read(database) : null;
        return
        [
            .. (await endpoints.ListAsync(cancellationToken)).Select(Delete),
            .. (await models.NamesAsync(cancellationToken)).Select(name => Delete("model", name)),
            .. (await data.ListAsync(cancellationToken)).Select(version => Delete("data", version.Name, new PropertyChange("version", version.Version, null))),
            .. (state?.Computes ?? []).Select(compute => Delete(ProvisionPlan.Compute, compute.Name)),
            Delete(ProvisionPlan.Workspace, parts.DisplayName, new PropertyChange("folder", parts.Folder.Root, null)),
        ];
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
