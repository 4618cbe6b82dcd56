using Microsoft.Data.Sqlite;
using Relevo.Mlflow.Server.Pages.Plots;
using Relevo.Mlflow.Server.Pages.Runs;

namespace Relevo.Mlflow.Server.Store;

public sealed partial class TrackingStore
{
    private const string ParentTag = "mlflow.parentRunId";

    /// <summary>A run with what stands around it: experiment, parent, children, the versions made of it.</summary>
    /// <exception cref="MlflowException">There is no such run.</exception>
    internal RunDetails GetRunDetails(string runId)
    {
        Rules.RunId(runId);
        return _database.Read(s =>
        {
            var run = LoadRuns(s, "WHERE r.run_id = $1", [runId]).FirstOrDefault() ?? throw AbsentRun(runId);
            var parent = run.TagOf(ParentTag);
            return new RunDetails
            {
                Run = run,
                ExperimentName = s.Text("SELECT name FROM experiments WHERE id = $1", long.Parse(run.Info.ExperimentId)) ?? run.Info.ExperimentId,
                ParentId = parent,
                ParentName = parent is null ? null : s.Text("SELECT name FROM runs WHERE run_id = $1", parent),
                Children = s.Query(
                    $"SELECT {RunColumns} FROM tags t JOIN runs r ON r.id = t.run WHERE t.key = '{ParentTag}' AND t.value = $1 AND r.stage = 'active' ORDER BY r.started DESC, r.run_id LIMIT $2",
                    ReadRunInfo, runId, (long)RunDetails.MostChildren + 1),
                Versions = [.. VersionsOf(s, JsonList([runId]))[runId]],
                Models = MadeBy(s, runId),
            };
        });
    }

    private static List<MadeModel> MadeBy(Session s, string runId) => s.Query(
        """
        SELECT m.model_id, m.name, m.model_type, m.created, o.step, m.artifact_uri
        FROM runs r JOIN run_models o ON o.run = r.id AND o.is_output = 1 JOIN logged_models m ON m.model_id = o.model_id
        WHERE r.run_id = $1 AND m.stage = 'active' ORDER BY o.step, m.created, m.id
        """,
        r => new MadeModel { Id = r.GetString(0), Name = r.GetString(1), Kind = Text(r, 2), CreatedAt = r.GetInt64(3), Step = r.GetInt64(4), ArtifactUri = r.GetString(5) },
        runId);

    /// <summary>Several runs in the order asked for; absent ones are left out.</summary>
    internal List<Run> GetRuns(IReadOnlyList<string> runIds)
    {
        var found = _database.Read(s => LoadRuns(s, "WHERE r.run_id IN (SELECT value FROM json_each($1))", [JsonList(runIds)])).ToDictionary(run => run.Id);
        return [.. runIds.Where(found.ContainsKey).Select(id => found[id])];
    }

    /// <summary>For each metric of each run how many points it has and between what they lie: one query.</summary>
    internal List<SeriesRange> GetSeriesRanges(IReadOnlyList<string> runIds) => _database.Read(s => s.Query(
        """
        SELECT r.run_id, s.key, s.id, count(*), sum(p.is_nan), min(CASE p.is_nan WHEN 0 THEN p.value END), max(CASE p.is_nan WHEN 0 THEN p.value END),
            min(p.step), max(p.step), min(p.timestamp), max(p.timestamp)
        FROM runs r JOIN series s ON s.run = r.id JOIN points p ON p.series = s.id
        WHERE r.run_id IN (SELECT value FROM json_each($1)) GROUP BY s.id ORDER BY s.key
        """,
        r => new SeriesRange
        {
            RunId = r.GetString(0), Key = r.GetString(1), Id = r.GetInt64(2), Count = r.GetInt64(3), NanCount = r.GetInt64(4),
            Low = r.IsDBNull(5) ? double.NaN : r.GetDouble(5), High = r.IsDBNull(6) ? double.NaN : r.GetDouble(6),
            FirstStep = r.GetInt64(7), LastStep = r.GetInt64(8), FirstAt = r.GetInt64(9), LastAt = r.GetInt64(10),
        },
        JsonList(runIds)));

    /// <summary>
    /// Points of series for drawing: at most <see cref="SeriesRange.Buckets"/> each, neighbours put together with their mean, lowest and greatest value.
    /// One query, however many series.
    /// </summary>
    /// <param name="series">The series, each with its range.</param>
    /// <param name="isByTime">Whether neighbours are by time; otherwise by step.</param>
    internal ILookup<long, PlotPoint> GetCurves(IReadOnlyList<SeriesRange> series, bool isByTime)
    {
        if (series.Count == 0)
            return Enumerable.Empty<(long, PlotPoint)>().ToLookup(p => p.Item1, p => p.Item2);
        var ranges = $"[{string.Join(',', series.Select(r => isByTime ? $"[{r.Id},{r.FirstAt},{r.LastAt}]" : $"[{r.Id},{r.FirstStep},{r.LastStep}]"))}]";
        var place = isByTime ? "p.timestamp" : "p.step";
        return _database.Read(s => s.Query(
            $"""
            WITH range AS MATERIALIZED (SELECT value ->> 0 AS id, value ->> 1 AS low, value ->> 2 AS high FROM json_each($1))
            SELECT p.series, min({place}) - CASE $3 WHEN 1 THEN range.low ELSE 0 END, avg(p.value), min(p.value), max(p.value), min(p.is_nan)
            FROM range JOIN points p ON p.series = range.id
            GROUP BY p.series, p.is_nan, CAST(({place} - range.low) * 1.0 / max(1, range.high - range.low) * $2 AS INTEGER) ORDER BY 1, 2
            """,
            ReadPoint, ranges, (long)SeriesRange.Buckets - 1, isByTime ? 1 : 0)).ToLookup(p => p.Series, p => p.Point);
    }

    private static (long Series, PlotPoint Point) ReadPoint(SqliteDataReader r)
    {
        var x = r.GetDouble(1);
        return r.GetInt64(5) != 0
            ? (r.GetInt64(0), new PlotPoint(x, double.NaN))
            : (r.GetInt64(0), new PlotPoint(x, r.GetDouble(2)) { Low = r.GetDouble(3), High = r.GetDouble(4) });
    }
}
