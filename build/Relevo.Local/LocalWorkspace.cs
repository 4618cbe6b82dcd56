using Relevo.Core.Workspaces;
using Relevo.Local.Data;
using Relevo.Local.Endpoints;
using Relevo.Local.Provisioning;
using Relevo.Local.Registry;
using Relevo.Local.Store;
using Relevo.Local.Tracking;

namespace Relevo.Local;

/// <summary>
/// A workspace in a folder of this machine: one SQLite file, a content-addressed store, steps and endpoints as processes.
/// </summary>
/// <remarks>
/// Opening it touches nothing, and each part loads what it needs when it is first used: reading the registry loads SQLite, finding an
/// endpoint reads its files, and neither loads ASP.NET Core or a model library.
/// </remarks>
public sealed class LocalWorkspace : IWorkspace
{
    private readonly WorkspaceParts _parts;
    private readonly Lazy<LocalProvisioning> _provisioning;
    private readonly Lazy<LocalDataAssets> _data;
    private readonly Lazy<LocalModelRegistry> _models;
    private readonly Lazy<LocalTracking> _tracking;
    private readonly Lazy<LocalEndpoints> _endpoints;
//TMP     private readonly TrackingAddress _address;

    private LocalWorkspace(LocalWorkspaceOptions options)
    {
        _parts = new WorkspaceParts(options);
//TMP         _address = new TrackingAddress(_parts);
        _data = new(() => new LocalDataAssets(_parts));
        _models = new(() => new LocalModelRegistry(_parts));
        _tracking = new(() => new LocalTracking(_parts, () => null));
        _endpoints = new(() => new LocalEndpoints(_parts, _models.Value.DownloadAsync));
        _provisioning = new(() => new LocalProvisioning(_parts, () => new Teardown(_parts, Endpoints, Data, _models.Value)));
    }

    /// <inheritdoc/>
    public string Kind => "local";

    /// <inheritdoc/>
    public string Location => _parts.Folder.Root;

    /// <inheritdoc/>
    public IProvisioning Provisioning => _provisioning.Value;

    /// <inheritdoc/>
    public IDataAssets Data => _data.Value;

    /// <inheritdoc/>
    public IJobs Jobs => throw new NotSupportedException();

    /// <inheritdoc/>
    public ITracking Tracking => _tracking.Value;

    /// <inheritdoc/>
    public IModelRegistry Models => _models.Value;

    /// <inheritdoc/>
    public IOnlineEndpoints Endpoints => _endpoints.Value;

    /// <summary>Opens the workspace of a folder, which need not exist yet.</summary>
    public static LocalWorkspace Open(LocalWorkspaceOptions options) => new(options);

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> LockAsync(string purpose, CancellationToken cancellationToken) =>
        new HeldLock(await WorkspaceLock.AcquireAsync(_parts.Folder, purpose, TimeSpan.Zero, _parts.Options.TimeProvider, cancellationToken));

    /// <summary>Closes what was opened. Endpoints go on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_endpoints.IsValueCreated) _endpoints.Value.Dispose();
        if (_models.IsValueCreated) _models.Value.Dispose();
//TMP         await _address.DisposeAsync();
        await _parts.DisposeAsync();
    }

    private sealed class HeldLock(WorkspaceLock held) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            held.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
