using Microsoft.Data.Sqlite;

namespace Relevo.Mlflow.Server.Store;

/// <summary>One connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class Session : IDisposable
{
    private const int KeptStatements = 200;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);
    private SeriesBook? _series;

    public Session(string path, TimeSpan busyTimeout)
    {
        var seconds = Math.Max(1, (int)busyTimeout.TotalSeconds);
        // Pooling would hand a connection with other settings to another component that shares the file.
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = seconds }.ToString());
        _connection.Open();
        // In WAL mode NORMAL keeps every commit when a process dies; Database raises it to FULL for writes that must also survive a power cut.
        Batch($"""
            PRAGMA busy_timeout = {(long)busyTimeout.TotalMilliseconds};
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = NORMAL;
            PRAGMA foreign_keys = ON;
            PRAGMA case_sensitive_like = ON;
            PRAGMA cache_size = -16000;
            PRAGMA mmap_size = 268435456;
            PRAGMA temp_store = MEMORY;
            PRAGMA wal_autocheckpoint = 16000;
            """);
    }

    /// <summary>Writes the points of metrics. Only for the session that writes.</summary>
    public SeriesBook Series => _series ??= new SeriesBook(_connection);

    /// <summary>To be called first in a write transaction, since another process may have written since the last.</summary>
    public void BeginWrite()
    {
        Execute("BEGIN IMMEDIATE");
        _series?.Begin();
    }

    /// <summary>Forgets what was learnt in a transaction that was undone.</summary>
    public void Forget() => _series?.Forget();

    /// <summary>Runs statements without parameters, such as a migration.</summary>
    public void Batch(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a statement whose parameters are $1, $2, …</summary>
    /// <returns>The number of rows changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> args)
    {
        var command = Prepare(sql, args, out var isKept);
        try
        {
            return command.ExecuteNonQuery();
        }
        finally
        {
            Release(command, isKept);
        }
    }

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> args)
    {
        var command = Prepare(sql, args, out var isKept);
        try
        {
            using var reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
                rows.Add(read(reader));
            return rows;
        }
        finally
        {
            Release(command, isKept);
        }
    }

    public T? First<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> args)
        where T : class
    {
        var rows = Query(sql, read, args);
        return rows.Count == 0 ? null : rows[0];
    }

    public long? Number(string sql, params ReadOnlySpan<object?> args)
    {
        var rows = Query(sql, r => r.IsDBNull(0) ? (long?)null : r.GetInt64(0), args);
        return rows.Count == 0 ? null : rows[0];
    }

    public string? Text(string sql, params ReadOnlySpan<object?> args)
    {
        var rows = Query(sql, r => r.IsDBNull(0) ? null : r.GetString(0), args);
        return rows.Count == 0 ? null : rows[0];
    }

    public void Dispose()
    {
        _series?.Dispose();
        foreach (var command in _statements.Values)
            command.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> args, out bool isKept)
    {
        isKept = true;
        if (!_statements.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < args.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i + 1}" });
            // Searches make ever new statements; only the first come to stay.
            isKept = _statements.Count < KeptStatements;
            if (isKept)
                _statements.Add(sql, command);
        }
        for (var i = 0; i < args.Length; i++)
            command.Parameters[i].Value = args[i] ?? DBNull.Value;
        return command;
    }

    private static void Release(SqliteCommand command, bool isKept)
    {
        if (!isKept)
            command.Dispose();
    }
}
