using Microsoft.Data.Sqlite;
using Relevo.Core.Errors;

namespace Relevo.Local.Store;

/// <summary>
/// The workspace's SQLite file. Writers queue on <c>BEGIN IMMEDIATE</c>, so that <c>database is locked</c> never surfaces however many
/// processes share the file. Commits survive a kill of the process at any time; a power cut may lose the last ones, never the file
/// (WAL with <c>synchronous=NORMAL</c>, see https://www.sqlite.org/pragma.html#pragma_synchronous).
/// </summary>
public sealed class WorkspaceDatabase : IDisposable
{
    private const int BusyTimeoutMilliseconds = 60_000;

    private readonly WorkspaceFolder _folder;
    private readonly string _connectionString;

    private WorkspaceDatabase(WorkspaceFolder folder, bool create)
    {
        _folder = folder;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = folder.Database,
            Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            DefaultTimeout = BusyTimeoutMilliseconds / 1000,
        }.ToString();
    }

    /// <summary>Opens the workspace's database; makes the folder and the file where they are missing, and brings tables up to date.</summary>
    /// <exception cref="RelevoException">A newer Relevo made the database, or the folder cannot be written.</exception>
    public static WorkspaceDatabase Open(WorkspaceFolder folder)
    {
        folder.Create();
        return Prepare(new WorkspaceDatabase(folder, create: true));
    }

    /// <summary>Opens the database of a workspace that has been made; null where there is none.</summary>
    /// <exception cref="RelevoException">A newer Relevo made the database, or it cannot be read.</exception>
    public static WorkspaceDatabase? OpenExisting(WorkspaceFolder folder) =>
        folder.Exists ? Prepare(new WorkspaceDatabase(folder, create: false)) : null;

    /// <summary>Runs reading commands on one connection.</summary>
    /// <exception cref="RelevoException">The database cannot be read.</exception>
    public T Read<T>(Func<SqliteConnection, T> read)
    {
        try
        {
            using var connection = Connect();
            return read(connection);
        }
        catch (SqliteException fault)
        {
            throw StorageFaults.Translate(fault, _folder.Root);
        }
    }

    /// <summary>
    /// Runs commands in one transaction that is the only writing one from its beginning; commits at the end, rolls back on an exception.
    /// Keep it short: no hashing, copying or waiting inside.
    /// </summary>
    /// <exception cref="RelevoException">The database cannot be written, or the disk is full.</exception>
    public T Write<T>(Func<SqliteConnection, T> write)
    {
        try
        {
            using var connection = Connect();
            using var transaction = connection.BeginTransaction(deferred: false);
            var result = write(connection);
            transaction.Commit();
            return result;
        }
        catch (SqliteException fault)
        {
            throw StorageFaults.Translate(fault, _folder.Root);
        }
    }

    /// <summary>As <see cref="Write{T}"/>, without a result.</summary>
    /// <exception cref="RelevoException">The database cannot be written, or the disk is full.</exception>
    public void Write(Action<SqliteConnection> write) => Write(connection =>
    {
        write(connection);
        return true;
    });

    /// <summary>Brings the tables of one component up to date, in one transaction.</summary>
    /// <param name="component">The component's key in <c>schema_version</c>.</param>
    /// <param name="migrations">Scripts in order; the first makes version 1. Never change one that was released.</param>
    /// <exception cref="RelevoException">The tables are of a newer version than these scripts know.</exception>
    public void Migrate(string component, IReadOnlyList<string> migrations)
    {
        if (Read(connection => VersionOf(connection, component)) is { } current && current == migrations.Count) return;
        Write(connection =>
        {
            connection.Execute("CREATE TABLE IF NOT EXISTS schema_version(component TEXT PRIMARY KEY, version INTEGER NOT NULL)");
            var version = VersionOf(connection, component) ?? 0;
            if (version > migrations.Count) throw Newer(component, version, migrations.Count);
            for (var next = version; next < migrations.Count; next++) connection.Execute(migrations[next]);
            connection.Execute(
                "INSERT INTO schema_version(component, version) VALUES($component, $version) ON CONFLICT(component) DO UPDATE SET version = excluded.version",
                ("$component", component), ("$version", migrations.Count));
        });
    }

    /// <summary>Closes the connections that are kept for reuse.</summary>
    public void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static WorkspaceDatabase Prepare(WorkspaceDatabase database)
    {
        database.Migrate("local", LocalSchema.Migrations);
        return database;
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            connection.Execute($"PRAGMA busy_timeout={BusyTimeoutMilliseconds}; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static int? VersionOf(SqliteConnection connection, string component) =>
        connection.Scalar<long?>("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'") == 0
            ? null
            : (int?)connection.Scalar<long?>("SELECT version FROM schema_version WHERE component = $component", ("$component", component));

    private RelevoException Newer(string component, int found, int known) => new(
        $"The workspace in '{_folder.Root}' was made by a newer version of Relevo ('{component}' tables of version {found}; this one knows {known}).",
        "use that newer version, or choose another folder with 'path:' in relevo.yml.", ExitCode.Workspace);
}
