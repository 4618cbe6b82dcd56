using Microsoft.Data.Sqlite;

namespace Relevo.Mlflow.Server.Store;

/// <summary>
/// Writes points, and remembers the latest of each series between batches, so that a batch reads nothing of what it wrote before.
/// What it remembers holds only as long as this connection alone writes and commits: <see cref="Forget"/> after anything else.
/// </summary>
internal sealed class SeriesBook(SqliteConnection connection) : IDisposable
{
    private const int MostRemembered = 50_000;

    private readonly Dictionary<(long Run, string Key), Series> _known = [];
    private readonly List<Series> _batch = [];
    private readonly Statement _version = new(connection, "PRAGMA data_version");
    private readonly Statement _find = new(connection, "SELECT id, step, timestamp, value, is_nan FROM series WHERE run = ?1 AND key = ?2");
    private readonly Statement _insert = new(connection,
        """
        INSERT INTO series (run, key, value, is_nan, timestamp, step, model_id, dataset_name, dataset_digest)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id
        """);
    private readonly Statement _update = new(connection,
        "UPDATE series SET value = ?3, is_nan = ?4, timestamp = ?5, step = ?6, model_id = ?7, dataset_name = ?8, dataset_digest = ?9 WHERE id = ?1");
    private readonly Statement _touch = new(connection,
        "UPDATE series SET timestamp = ?5, step = ?6, model_id = ?7, dataset_name = ?8, dataset_digest = ?9 WHERE id = ?1");
    private readonly Statement _add = new(connection,
        "INSERT OR IGNORE INTO points (series, timestamp, step, value, is_nan, model_id, dataset_name, dataset_digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    private long _seen = -1;

    /// <summary>To be called in a write transaction before anything else: forgets where another connection wrote in between.</summary>
    public void Begin()
    {
        _version.Step();
        var version = _version.Long(0);
        _version.Reset();
        if (version != _seen)
            Forget();
        _seen = version;
    }

    /// <summary>Forgets all series: after a rollback they may not be what they were thought to be.</summary>
    public void Forget() => _known.Clear();

    /// <summary>Adds points to a run. A point that is there already is kept once.</summary>
    public void Add(long run, PointBatch batch)
    {
        if (_known.Count > MostRemembered)
            Forget();
        _batch.Clear();
        foreach (var key in batch.Keys)
            _batch.Add(Open(run, key));
        foreach (ref readonly var point in batch.Points)
            _batch[point.Key].Offer(point);
        foreach (var series in _batch)
            Save(run, series);
        MetricOrigin? bound = null;
        BindOrigin(_add, 6, null);
        foreach (ref readonly var point in batch.ByKey().AsSpan())
        {
            if (!ReferenceEquals(bound, point.Origin))
                BindOrigin(_add, 6, bound = point.Origin);
            _add.Bind(1, _batch[point.Key].Id).Bind(2, point.Timestamp).Bind(3, point.Step).Bind(4, point.Value).Bind(5, point.IsNan ? 1L : 0L).Run();
        }
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_version, _find, _insert, _update, _touch, _add])
            statement.Dispose();
    }

    private Series Open(long run, string key)
    {
        if (_known.TryGetValue((run, key), out var series))
            return series;
        series = new Series(key);
        _find.Bind(1, run).Bind(2, key);
        if (_find.Step())
            series.Found(_find.Long(0), new MetricPoint(0, _find.Double(3), _find.Long(4) != 0, _find.Long(2), _find.Long(1), null));
        _find.Reset();
        _known.Add((run, key), series);
        return series;
    }

    private void Save(long run, Series series)
    {
        if (!series.IsChanged)
            return;
        var isNew = series.Id == 0;
        var statement = isNew ? _insert : series.HasValue ? _touch : _update;
        statement.Bind(1, isNew ? run : series.Id);
        if (isNew)
            statement.Bind(2, series.Key);
        if (statement != _touch)
            statement.Bind(3, series.Latest.Value).Bind(4, series.Latest.IsNan ? 1L : 0L);
        statement.Bind(5, series.Latest.Timestamp).Bind(6, series.Latest.Step);
        BindOrigin(statement, 7, series.Latest.Origin);
        statement.Step();
        if (isNew)
            series.Found(statement.Long(0), series.Latest);
        statement.Reset();
        series.Saved();
    }

    private static void BindOrigin(Statement statement, int at, MetricOrigin? origin) =>
        statement.Bind(at, origin?.ModelId).Bind(at + 1, origin?.DatasetName).Bind(at + 2, origin?.DatasetDigest);
}
