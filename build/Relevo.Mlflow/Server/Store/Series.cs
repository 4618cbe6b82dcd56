namespace Relevo.Mlflow.Server.Store;

/// <summary>One metric of one run while a batch is written: knows the latest point and writes it once.</summary>
internal sealed class Series
{
    private (long Step, long Timestamp, double Value) _latest;
    private Metric _metric;
    private bool _isNan;
    private bool _isChanged;

    private Series(long id, (long, long, double) latest, Metric metric, bool isNan) => (Id, _latest, _metric, _isNan) = (id, latest, metric, isNan);

    public long Id { get; }

    public static Series Open(Session s, long run, Metric metric, (long Step, long Timestamp, double Value) point, bool isNan)
    {
        var found = s.First(
            "SELECT id, step, timestamp, value, is_nan FROM series WHERE run = $1 AND key = $2",
            r => new Series(r.GetInt64(0), (r.GetInt64(1), r.GetInt64(2), r.GetDouble(3)), metric, r.GetInt64(4) != 0), run, metric.Key);
        if (found is not null)
            return found;
        var id = s.Number(
            """
            INSERT INTO series (run, key, value, is_nan, timestamp, step, model_id, dataset_name, dataset_digest)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id
            """,
            run, metric.Key, point.Value, isNan ? 1 : 0, point.Timestamp, point.Step, metric.ModelId, metric.DatasetName, metric.DatasetDigest);
        return new Series(id!.Value, point, metric, isNan); // RETURNING answers.
    }

    /// <summary>The latest point has the greatest step, then timestamp, then value; a NaN counts as 0 here, as on the real server.</summary>
    public void Offer(Metric metric, (long Step, long Timestamp, double Value) point, bool isNan)
    {
        if (point.CompareTo(_latest) <= 0)
            return;
        (_latest, _metric, _isNan, _isChanged) = (point, metric, isNan, true);
    }

    public void Save(Session s)
    {
        if (_isChanged)
        {
            s.Execute(
                "UPDATE series SET value = $2, is_nan = $3, timestamp = $4, step = $5, model_id = $6, dataset_name = $7, dataset_digest = $8 WHERE id = $1",
                Id, _latest.Value, _isNan ? 1 : 0, _latest.Timestamp, _latest.Step, _metric.ModelId, _metric.DatasetName, _metric.DatasetDigest);
        }
    }
}
