using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Relevo.Mlflow.Server.Store;

public sealed partial class TrackingStore
{
    private const string RunNameTag = "mlflow.runName";
    private const string UserTag = "mlflow.user";
    private const string RunColumns = "r.id, r.run_id, r.name, r.experiment, r.user_id, r.status, r.started, r.ended, r.artifact_uri, r.stage";

    /// <summary>Makes a run that is running.</summary>
    /// <param name="experimentId">The experiment; null for experiment 0.</param>
    /// <param name="name">The name; null for one made of two words and a number.</param>
    /// <param name="userId">Who started it; null for the tag <c>mlflow.user</c>.</param>
    /// <param name="startTime">Milliseconds since 1970 UTC; null for now.</param>
    /// <param name="tags">Tags to begin with.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The run.</returns>
    /// <exception cref="MlflowException">The experiment is absent or deleted, or a tag is not allowed.</exception>
    public Task<Run> CreateRunAsync(
        string? experimentId, string? name, string? userId, long? startTime, IReadOnlyList<Tag> tags, CancellationToken cancellationToken)
    {
        var experiment = Rules.ExperimentId(string.IsNullOrEmpty(experimentId) ? "0" : experimentId);
        var kept = tags.Select((t, i) => new Tag(t.Key, Rules.RunTag(t.Key, t.Value, $"tags[{i}]."))).DistinctBy(t => t.Key).ToList();
        var tagged = kept.FirstOrDefault(t => t.Key == RunNameTag)?.Value;
        if (!string.IsNullOrEmpty(name) && tagged is not null && tagged != name)
            throw Rules.Invalid($"Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values (run_name='{name}', mlflow.runName='{tagged}').");
        var finalName = !string.IsNullOrEmpty(name) ? name : string.IsNullOrEmpty(tagged) ? RunNames.Next() : tagged;
        Rules.Length(finalName, "run_name", 250);
        kept.RemoveAll(t => t.Key == RunNameTag);
        kept.Add(new Tag(RunNameTag, finalName));
        var runId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var user = userId ?? kept.FirstOrDefault(t => t.Key == UserTag)?.Value ?? "";
        return _database.WriteAsync(Durability.Process, s =>
        {
            ActiveExperiment(s, experiment);
            var location = s.Text("SELECT artifact_location FROM experiments WHERE id = $1", experiment)!; // The experiment was found just now.
            var id = s.Number(
                """
                INSERT INTO runs (run_id, experiment, name, user_id, status, started, artifact_uri)
                VALUES ($1, $2, $3, $4, 'RUNNING', $5, $6) RETURNING id
                """,
                runId, experiment, finalName, user, startTime ?? Now, $"{location.TrimEnd('/')}/{runId}/artifacts");
            foreach (var tag in kept)
                SetTag(s, id!.Value, tag); // RETURNING answers.
            return LoadRuns(s, "WHERE r.run_id = $1", [runId])[0];
        }, cancellationToken);
    }

    /// <summary>A run with its latest metrics, params, tags and inputs.</summary>
    /// <param name="runId">The identity.</param>
    /// <returns>The run, deleted ones included.</returns>
    /// <exception cref="MlflowException">There is none.</exception>
    public Run GetRun(string? runId)
    {
        Rules.RunId(runId);
        return FindRun(runId!) ?? throw AbsentRun(runId!); // Checked above.
    }

    /// <summary>A run with its latest metrics, params, tags and inputs.</summary>
    /// <param name="runId">The identity.</param>
    /// <returns>The run, deleted ones included, or null.</returns>
    public Run? FindRun(string runId) => _database.Read(s => LoadRuns(s, "WHERE r.run_id = $1", [runId]).FirstOrDefault());

    /// <summary>Changes status, end or name of a run.</summary>
    /// <param name="runId">The identity.</param>
    /// <param name="status">The status; null leaves it.</param>
    /// <param name="endTime">Milliseconds since 1970 UTC; null leaves it.</param>
    /// <param name="name">The name; null leaves it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The run's state after the change.</returns>
    public Task<RunInfo> UpdateRunAsync(string? runId, RunStatus? status, long? endTime, string? name, CancellationToken cancellationToken)
    {
        Rules.RunId(runId);
        if (name is not null)
            Rules.Length(name, "run_name", 250);
        var statusText = status is null ? null : StatusText(status.Value);
        return _database.WriteAsync(Durability.Power, s =>
        {
            var id = ActiveRun(s, runId!); // Checked above.
            s.Execute(
                "UPDATE runs SET status = coalesce($2, status), ended = coalesce($3, ended), name = coalesce($4, name) WHERE id = $1",
                id, statusText, endTime, string.IsNullOrEmpty(name) ? null : name);
            if (!string.IsNullOrEmpty(name))
                SetTag(s, id, new Tag(RunNameTag, name));
            return LoadRuns(s, "WHERE r.id = $1", [id])[0].Info;
        }, cancellationToken);
    }

    /// <summary>Marks a run as deleted.</summary>
    /// <param name="runId">The identity.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task DeleteRunAsync(string? runId, CancellationToken cancellationToken)
    {
        Rules.RunId(runId);
        return ChangeAsync(s => s.Execute("UPDATE runs SET stage = 'deleted', deleted = $2 WHERE id = $1", ActiveRun(s, runId!), Now), cancellationToken); // Checked above.
    }

    /// <summary>Takes a deletion back.</summary>
    /// <param name="runId">The identity.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task RestoreRunAsync(string? runId, CancellationToken cancellationToken)
    {
        Rules.RunId(runId);
        return ChangeAsync(s =>
        {
            if (s.Text("SELECT stage FROM runs WHERE run_id = $1", runId) is not { } stage)
                throw AbsentRun(runId!); // Checked above.
            if (stage != "deleted")
                throw Rules.Invalid($"The run {runId} must be in the 'deleted' state. Current state is active.");
            s.Execute("UPDATE runs SET stage = 'active', deleted = NULL WHERE run_id = $1", runId);
        }, cancellationToken);
    }

    /// <summary>The word of the protocol for a status.</summary>
    internal static string StatusText(RunStatus status) => Enum.IsDefined(status)
        ? status.ToString().ToUpperInvariant()
        : throw Rules.Invalid($"Invalid value {(int)status} for parameter 'status' supplied; choose one of RUNNING, SCHEDULED, FINISHED, FAILED, KILLED.");

    private static MlflowException AbsentRun(string runId) => Rules.Absent($"Run with id={runId} not found");

    private static long ActiveRun(Session s, string runId)
    {
        var rows = s.Query("SELECT id, stage FROM runs WHERE run_id = $1", r => (Id: r.GetInt64(0), Stage: r.GetString(1)), runId);
        if (rows.Count == 0)
            throw AbsentRun(runId);
        return rows[0].Stage == "active" ? rows[0].Id : throw Rules.Invalid($"The run {runId} must be in the 'active' state. Current state is {rows[0].Stage}.");
    }

    private static List<Run> LoadRuns(Session s, string rest, object?[] args) =>
        Complete(s, s.Query($"SELECT {RunColumns} FROM runs r {rest}", r => (Row: r.GetInt64(0), Info: ReadRunInfo(r)), args));

    private static List<Run> LoadRuns(Session s, IReadOnlyList<long> order)
    {
        var found = s.Query(
            $"SELECT {RunColumns} FROM runs r WHERE r.id IN (SELECT value FROM json_each($1))", r => (Row: r.GetInt64(0), Info: ReadRunInfo(r)),
            $"[{string.Join(',', order)}]").ToDictionary(row => row.Row);
        return Complete(s, [.. order.Select(row => found[row])]);
    }

    // Five queries for any number of runs: each part is read for all of them at once and handed out by the row's number.
    private static List<Run> Complete(Session s, List<(long Row, RunInfo Info)> rows)
    {
        if (rows.Count == 0)
            return [];
        var ids = $"[{string.Join(',', rows.Select(r => r.Row))}]";
        const string Of = "IN (SELECT value FROM json_each($1))";
        var metrics = s.Query($"SELECT run, key, value, is_nan, timestamp, step, model_id, dataset_name, dataset_digest FROM series WHERE run {Of} ORDER BY run, key", r => (r.GetInt64(0), ReadMetric(r, 1)), ids).ToLookup(x => x.Item1, x => x.Item2);
        var @params = s.Query($"SELECT run, key, value FROM params WHERE run {Of} ORDER BY run, key", r => (r.GetInt64(0), new Param(r.GetString(1), r.GetString(2))), ids).ToLookup(x => x.Item1, x => x.Item2);
        var tags = s.Query($"SELECT run, key, value FROM tags WHERE run {Of} ORDER BY run, key", r => (r.GetInt64(0), new Tag(r.GetString(1), r.GetString(2))), ids).ToLookup(x => x.Item1, x => x.Item2);
        var inputs = s.Query($"SELECT i.run, i.dataset, d.name, d.digest, d.source_type, d.source, d.schema, d.profile FROM inputs i JOIN datasets d ON d.id = i.dataset WHERE i.run {Of} ORDER BY i.run, i.dataset", r => (r.GetInt64(0), ReadInput(s, r)), ids).ToLookup(x => x.Item1, x => x.Item2);
        var models = s.Query($"SELECT run, is_output, model_id, step FROM run_models WHERE run {Of} ORDER BY run, is_output, step, model_id", r => (r.GetInt64(0), (IsOutput: r.GetInt64(1) != 0, Model: r.GetString(2), Step: r.GetInt64(3))), ids).ToLookup(x => x.Item1, x => x.Item2);
        return rows.ConvertAll(row => new Run
        {
            Info = row.Info,
            Data = new RunData { Metrics = [.. metrics[row.Row]], Params = [.. @params[row.Row]], Tags = [.. tags[row.Row]] },
            Inputs = new RunInputs { DatasetInputs = [.. inputs[row.Row]], ModelInputs = [.. models[row.Row].Where(m => !m.IsOutput).Select(m => new ModelInput(m.Model))] },
            Outputs = new RunOutputs { ModelOutputs = [.. models[row.Row].Where(m => m.IsOutput).Select(m => new ModelOutput(m.Model, m.Step))] },
        });
    }

    private static RunInfo ReadRunInfo(SqliteDataReader r) => new()
    {
        RunId = r.GetString(1),
        RunUuid = r.GetString(1),
        RunName = r.GetString(2),
        ExperimentId = r.GetInt64(3).ToString(),
        UserId = r.GetString(4),
        Status = Enum.Parse<RunStatus>(r.GetString(5), ignoreCase: true),
        StartTime = r.IsDBNull(6) ? null : r.GetInt64(6),
        EndTime = r.IsDBNull(7) ? null : r.GetInt64(7),
        ArtifactUri = r.GetString(8),
        LifecycleStage = r.GetString(9),
    };

    private static Metric ReadMetric(SqliteDataReader r, int from) => new()
    {
        Key = r.GetString(from),
        Value = r.GetInt64(from + 2) != 0 ? double.NaN : r.GetDouble(from + 1),
        Timestamp = r.GetInt64(from + 3),
        Step = r.GetInt64(from + 4),
        ModelId = Text(r, from + 5),
        DatasetName = Text(r, from + 6),
        DatasetDigest = Text(r, from + 7),
    };

    private static DatasetInput ReadInput(Session s, SqliteDataReader r) => new()
    {
        Dataset = new Dataset
        {
            Name = r.GetString(2), Digest = r.GetString(3), SourceType = r.GetString(4), Source = r.GetString(5), Schema = Text(r, 6), Profile = Text(r, 7),
        },
        Tags = s.Query("SELECT key, value FROM input_tags WHERE run = $1 AND dataset = $2 ORDER BY key", ReadTag, r.GetInt64(0), r.GetInt64(1)),
    };

    private static string? Text(SqliteDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}
