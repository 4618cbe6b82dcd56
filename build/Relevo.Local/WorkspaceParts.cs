using Relevo.Core.Errors;
using Relevo.Local.Provisioning;
using Relevo.Local.Store;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Local;

/// <summary>What the parts of a workspace share, each opened when it is first needed and not before. May be used from several threads.</summary>
internal sealed class WorkspaceParts(LocalWorkspaceOptions options) : IAsyncDisposable
{
    private const string Unfinished = ".staging-";

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _trackingGate = new(1);
    private WorkspaceDatabase? _database;
    private ContentStore? _content;
    private TrackingStore? _tracking;

    public LocalWorkspaceOptions Options => options;

    public WorkspaceFolder Folder { get; } = new(options.Folder);

    /// <summary>The workspace's folder as a person would type it.</summary>
    public string DisplayName
    {
        get
        {
            var relative = Path.GetRelativePath(options.WorkingDirectory, Folder.Root);
            return (relative.StartsWith("..", StringComparison.Ordinal) ? Folder.Root : relative).Replace('\\', '/');
        }
    }

    /// <summary>The database; null where the workspace is not provisioned, or only in part.</summary>
    public WorkspaceDatabase? FindDatabase()
    {
        lock (_gate)
        {
            if (_database is not null && Folder.Exists) return _database;
            _database?.Dispose();
            (_database, _content) = (null, null);
            if (WorkspaceDatabase.OpenExisting(Folder) is not { } database) return null;
            ProvisionTables.Migrate(database);
            if (ProvisionTables.Read(database) is not null) return _database = database;
            database.Dispose();
            return null;
        }
    }

    /// <summary>The database of a workspace that must be there.</summary>
    /// <exception cref="RelevoException">It is not provisioned.</exception>
    public WorkspaceDatabase Database() => FindDatabase() ?? throw NotProvisioned();

    /// <summary>Fails where the workspace is not provisioned.</summary>
    /// <exception cref="RelevoException">It is not provisioned.</exception>
    public void RequireProvisioned() => Database();

    /// <summary>The content store; before there is a workspace it only hashes.</summary>
    public ContentStore Content()
    {
        var database = FindDatabase();
        lock (_gate)
        {
            return database is null
                ? new ContentStore(Folder, database: null, options.TimeProvider)
                : _content ??= new ContentStore(Folder, database, options.TimeProvider);
        }
    }

    /// <summary>Removes what killed processes left half-written. Only for who holds the workspace's lock.</summary>
    public void RemoveUnfinished()
    {
        if (FindDatabase() is null) return;
        try
        {
            Content().RemoveUnfinished();
            foreach (var left in Directory.EnumerateDirectories(Folder.Artifacts, $"{Unfinished}*")) Directory.Delete(left, recursive: true);
        }
        catch (Exception fault) when (StorageFaults.IsStorageFault(fault))
        {
            throw StorageFaults.Translate(fault, Folder.Root);
        }
    }

    /// <summary>A new name for a folder beside the artifacts that becomes one of them by a rename.</summary>
    public string NewUnfinishedArtifact() => Path.Combine(Folder.Artifacts, $"{Unfinished}{Guid.NewGuid():N}");

    /// <summary>Runs and models, for reading; null where the workspace is not provisioned.</summary>
    /// <remarks>One that is provisioned in part reads as empty all the same, so nothing but the file is looked at.</remarks>
    public async Task<TrackingStore?> FindTrackingAsync(CancellationToken cancellationToken) =>
        Folder.Exists ? await OpenTrackingAsync(cancellationToken) : null;

    /// <summary>Runs and models of a workspace that must be there.</summary>
    /// <exception cref="RelevoException">It is not provisioned.</exception>
    public Task<TrackingStore> TrackingAsync(CancellationToken cancellationToken)
    {
        RequireProvisioned();
        return OpenTrackingAsync(cancellationToken);
    }

    /// <summary>Makes the tables of runs and models where they are missing.</summary>
    public Task PrepareTrackingAsync(CancellationToken cancellationToken) => OpenTrackingAsync(cancellationToken);

    /// <summary>Closes what is open; it opens again when it is needed.</summary>
    public async Task CloseAsync()
    {
        await _trackingGate.WaitAsync(CancellationToken.None);
        try
        {
            if (_tracking is not null) await _tracking.DisposeAsync();
            _tracking = null;
        }
        finally
        {
            _trackingGate.Release();
        }
        lock (_gate)
        {
            _database?.Dispose();
            (_database, _content) = (null, null);
        }
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private async Task<TrackingStore> OpenTrackingAsync(CancellationToken cancellationToken)
    {
        await _trackingGate.WaitAsync(cancellationToken);
        try
        {
            return _tracking ??= await TrackingStore.OpenAsync(
                new TrackingStoreOptions { DatabasePath = Folder.Database, ArtifactsPath = Folder.Artifacts, TimeProvider = options.TimeProvider },
                cancellationToken);
        }
        finally
        {
            _trackingGate.Release();
        }
    }

    private RelevoException NotProvisioned() => new(
        $"The workspace '{DisplayName}' is not provisioned.", "run 'Provision'.", ExitCode.Workspace);
}
