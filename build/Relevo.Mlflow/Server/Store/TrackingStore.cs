using Relevo.Core.Errors;
using Relevo.Mlflow.Server.Artifacts;

namespace Relevo.Mlflow.Server.Store;

/// <summary>
/// Experiments, runs and the model registry in one SQLite file, for use inside a process, with or without the HTTP server. Any number of
/// stores, in this process and others, may be open on one file. Reads complete in place; a write's task is done when the change is kept.
/// </summary>
/// <remarks>
/// Refusals are <see cref="MlflowException"/> with MLflow's error codes; a full disk, a read-only file and the like are
/// <see cref="RelevoException"/>.
/// </remarks>
public sealed partial class TrackingStore : IAsyncDisposable
{
    private readonly Database _database;
    private readonly TrackingStoreOptions _options;

    private TrackingStore(Database database, TrackingStoreOptions options)
    {
        _database = database;
        _options = options;
        ArtifactsRoot = Path.GetFullPath(options.ArtifactsPath);
    }

    /// <summary>The folder of all artifacts; <c>mlflow-artifacts:/x</c> is <c>x</c> below it.</summary>
    public string ArtifactsRoot { get; }

    /// <summary>Opens a store, making or migrating the file where needed; before a migration it is copied to <c>*.schema-n.bak</c>.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <returns>The store.</returns>
    /// <exception cref="RelevoException">It cannot be written, is no database, or has a newer schema.</exception>
    public static async Task<TrackingStore> OpenAsync(TrackingStoreOptions options, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(options.DatabasePath);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!); // A file's full path always has a folder.
            Directory.CreateDirectory(options.ArtifactsPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreFaults.Unwritable(path, e);
        }
        Database database;
        try
        {
            database = await Task.Run(() => new Database(path, options.BusyTimeout, Schema.Migrations), cancellationToken).ConfigureAwait(false);
        }
        catch (Microsoft.Data.Sqlite.SqliteException e)
        {
            throw StoreFaults.Of(e, path);
        }
        var store = new TrackingStore(database, options);
        if (database.Read(s => s.Number("SELECT id FROM experiments WHERE id = 0")) is null)
            await store.AddDefaultExperimentAsync(cancellationToken).ConfigureAwait(false);
        return store;
    }

    /// <summary>Finishes the writes under way and closes the file.</summary>
    /// <returns>When closed.</returns>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    /// <summary>The store's clock.</summary>
    internal TimeProvider Time => _options.TimeProvider;

    private long Now => _options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    private Task<int> AddDefaultExperimentAsync(CancellationToken cancellationToken) => _database.WriteAsync(
        Durability.Process,
        s => s.Execute(
            "INSERT OR IGNORE INTO experiments (id, name, artifact_location, created, updated) VALUES (0, 'Default', $1, $2, $2)",
            $"{ArtifactUri.Scheme}:/0", Now),
        cancellationToken);

    private Task<int> ChangeAsync(Action<Session> change, CancellationToken cancellationToken, Durability durability = Durability.Process) =>
        _database.WriteAsync(durability, s => { change(s); return 0; }, cancellationToken);
}
