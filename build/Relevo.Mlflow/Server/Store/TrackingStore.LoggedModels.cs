using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Relevo.Mlflow.Protocol;
using Relevo.Mlflow.Server.Search;

namespace Relevo.Mlflow.Server.Store;

public sealed partial class TrackingStore
{
    private const string LoggedModelColumns = "m.id, m.model_id, m.experiment, m.name, m.created, m.updated, m.artifact_uri, m.status, m.status_message, m.model_type, m.source_run";
    private const string RegisteredAsTag = "mlflow.modelVersions";

    /// <summary>Makes a logged model whose files are still to come.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="name">The name; null for one made of two words and a number.</param>
    /// <param name="modelType">The kind of model, in the caller's words.</param>
    /// <param name="sourceRunId">The run that makes it, where known.</param>
    /// <param name="params">Its params.</param>
    /// <param name="tags">Its tags.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The model.</returns>
    /// <exception cref="MlflowException">The experiment is absent or deleted, or a value is not allowed.</exception>
    public Task<LoggedModel> CreateLoggedModelAsync(
        string experimentId, string? name, string? modelType, string? sourceRunId, IReadOnlyList<Param> @params, IReadOnlyList<Tag> tags, CancellationToken cancellationToken)
    {
        var experiment = Rules.ExperimentId(experimentId);
        Rules.LoggedModelName(name);
        var keptParams = Checked(@params);
        var keptTags = Checked(tags);
        var modelId = $"m-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
        return _database.WriteAsync(Durability.Process, s =>
        {
            ActiveExperiment(s, experiment);
            var location = s.Text("SELECT artifact_location FROM experiments WHERE id = $1", experiment)!; // The experiment was found just now.
            var id = s.Number(
                """
                INSERT INTO logged_models (model_id, experiment, name, created, updated, artifact_uri, status, model_type, source_run)
                VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8) RETURNING id
                """,
                modelId, experiment, string.IsNullOrEmpty(name) ? RunNames.Next() : name, Now, $"{location.TrimEnd('/')}/models/{modelId}/artifacts",
                (int)LoggedModelStatus.Pending, Some(modelType), Some(sourceRunId))!.Value; // RETURNING answers.
            AddModelParams(s, id, keptParams);
            SetModelTags(s, id, keptTags);
            return LoadLoggedModels(s, "WHERE m.id = $1", [id])[0];
        }, cancellationToken);
    }

    /// <summary>A logged model.</summary>
    /// <param name="modelId">The identity.</param>
    /// <returns>The model.</returns>
    /// <exception cref="MlflowException">There is none, or it was deleted.</exception>
    public LoggedModel GetLoggedModel(string modelId) =>
        _database.Read(s => LoadLoggedModels(s, "WHERE m.model_id = $1 AND m.stage = 'active'", [modelId]).FirstOrDefault()) ?? throw AbsentLoggedModel(modelId);

    /// <summary>Says that the files of a logged model are there, or will not come.</summary>
    /// <param name="modelId">The identity.</param>
    /// <param name="status">The status.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The model.</returns>
    public Task<LoggedModel> FinalizeLoggedModelAsync(string modelId, LoggedModelStatus status, CancellationToken cancellationToken)
    {
        if (!Enum.IsDefined(status))
            throw Rules.Invalid($"Invalid model status: {(int)status}. Expected statuses include: LOGGED_MODEL_PENDING, LOGGED_MODEL_READY, LOGGED_MODEL_UPLOAD_FAILED.");
        return ChangeLoggedModelAsync(modelId, (s, id) => s.Execute("UPDATE logged_models SET status = $2 WHERE id = $1", id, (int)status), cancellationToken);
    }

    /// <summary>Marks a logged model as deleted.</summary>
    /// <param name="modelId">The identity.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task DeleteLoggedModelAsync(string modelId, CancellationToken cancellationToken) => ChangeAsync(s =>
        s.Execute("UPDATE logged_models SET stage = 'deleted', updated = $2 WHERE id = $1", ActiveLoggedModel(s, modelId), Now), cancellationToken);

    /// <summary>Sets tags of a logged model.</summary>
    /// <param name="modelId">The identity.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The model.</returns>
    public Task<LoggedModel> SetLoggedModelTagsAsync(string modelId, IReadOnlyList<Tag> tags, CancellationToken cancellationToken)
    {
        var kept = Checked(tags);
        return ChangeLoggedModelAsync(modelId, (s, id) => SetModelTags(s, id, kept), cancellationToken);
    }

    /// <summary>Removes a tag of a logged model.</summary>
    /// <param name="modelId">The identity.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    /// <exception cref="MlflowException">There is no such tag.</exception>
    public Task DeleteLoggedModelTagAsync(string modelId, string key, CancellationToken cancellationToken) => ChangeLoggedModelAsync(modelId, (s, id) =>
    {
        if (s.Execute("DELETE FROM logged_model_tags WHERE model = $1 AND key = $2", id, key) == 0)
            throw Rules.Absent($"No tag with key '{key}' found for model with ID '{modelId}'.");
    }, cancellationToken);

    /// <summary>Adds params to a logged model. The same value again does nothing.</summary>
    /// <param name="modelId">The identity.</param>
    /// <param name="params">The params.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The model.</returns>
    public Task<LoggedModel> LogLoggedModelParamsAsync(string modelId, IReadOnlyList<Param> @params, CancellationToken cancellationToken)
    {
        var kept = Checked(@params);
        return ChangeLoggedModelAsync(modelId, (s, id) => AddModelParams(s, id, kept), cancellationToken);
    }

    /// <summary>Says which logged models a run made.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="models">The models with their steps.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task LogOutputsAsync(string runId, IReadOnlyList<ModelOutput> models, CancellationToken cancellationToken) => ChangeAsync(s =>
    {
        var run = ActiveRun(s, Rules.RunId(runId));
        foreach (var model in models)
            AddRunModel(s, run, isOutput: true, model.ModelId, model.Step);
    }, cancellationToken);

    /// <summary>Notes a model in the tag where clients before MLflow 3 look for it.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="modelJson">The model's <c>MLmodel</c> as JSON.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    /// <exception cref="MlflowException">It is no JSON object, or lacks a field.</exception>
    public Task RecordModelAsync(string runId, string modelJson, CancellationToken cancellationToken)
    {
        const string History = "mlflow.log-model.history";
        Rules.RunId(runId);
        Rules.LoggedModelJson(modelJson);
        return ChangeAsync(s =>
        {
            var run = ActiveRun(s, runId);
            var old = s.Text("SELECT value FROM tags WHERE run = $1 AND key = $2", run, History)?.TrimEnd();
            SetTag(s, run, new Tag(History, old is { Length: > 2 } && old.EndsWith(']') ? $"{old[..^1]}, {modelJson}]" : $"[{modelJson}]"));
        }, cancellationToken);
    }

    /// <summary>Searches logged models.</summary>
    /// <param name="request">What to look for.</param>
    /// <returns>A page.</returns>
    /// <exception cref="MlflowException">The filter or order is not in the grammar.</exception>
    internal Page<LoggedModel> SearchLoggedModels(SearchLoggedModels request)
    {
        var experiments = (request.ExperimentIds ?? []).Where(id => long.TryParse(id, out _)).Select(id => (object)long.Parse(id)).ToList();
        var size = Rules.MaxResults(request.MaxResults, 100, 1000);
        var query = LoggedModelSearch.Of(request);
        if (experiments.Count == 0)
            return new Page<LoggedModel>([], null);
        query.AddIn("m.experiment", experiments);
        query.AddView("m.stage", ViewType.ActiveOnly);
        return _database.Read(s => query.Page(size, request.PageToken, (sql, args) => LoadLoggedModels(s, sql, args)));
    }

    private static List<Param> Checked(IReadOnlyList<Param> @params) =>
        [.. @params.Select((p, i) => new Param(p.Key, Rules.Param(p.Key, p.Value, $"params[{i}].")))];

    private static List<Tag> Checked(IReadOnlyList<Tag> tags) => [.. tags.Select((t, i) => new Tag(t.Key, Rules.RunTag(t.Key, t.Value, $"tags[{i}].")))];

    private static string? Some(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static MlflowException AbsentLoggedModel(string modelId) => Rules.Absent($"Logged model with ID '{modelId}' not found.");

    private static long ActiveLoggedModel(Session s, string modelId) =>
        s.Number("SELECT id FROM logged_models WHERE model_id = $1 AND stage = 'active'", modelId) ?? throw AbsentLoggedModel(modelId);

    private Task<LoggedModel> ChangeLoggedModelAsync(string modelId, Action<Session, long> change, CancellationToken cancellationToken) =>
        _database.WriteAsync(Durability.Process, s =>
        {
            var id = ActiveLoggedModel(s, modelId);
            change(s, id);
            s.Execute("UPDATE logged_models SET updated = $2 WHERE id = $1", id, Now);
            return LoadLoggedModels(s, "WHERE m.id = $1", [id])[0];
        }, cancellationToken);

    private static void AddModelParams(Session s, long model, List<Param> @params)
    {
        foreach (var param in @params)
        {
            s.Execute("INSERT OR IGNORE INTO logged_model_params (model, key, value) VALUES ($1, $2, $3)", model, param.Key, param.Value);
            var kept = s.Text("SELECT value FROM logged_model_params WHERE model = $1 AND key = $2", model, param.Key);
            if (kept != param.Value)
                throw Rules.Invalid($"Changing param values is not allowed. Param with key='{param.Key}' was already logged with value='{kept}'. Attempted logging new value '{param.Value}'.");
        }
    }

    private static void SetModelTags(Session s, long model, List<Tag> tags)
    {
        foreach (var tag in tags)
            s.Execute("INSERT INTO logged_model_tags (model, key, value) VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET value = excluded.value", model, tag.Key, tag.Value);
    }

    private static void AddRunModel(Session s, long run, bool isOutput, string modelId, long step) => s.Execute(
        "INSERT OR IGNORE INTO run_models (run, is_output, model_id, step) VALUES ($1, $2, $3, $4)", run, isOutput ? 1 : 0, modelId, step);

    // A point that names a model belongs to the model as well as to the run.
    private static void AddModelMetrics(Session s, string runId, PointBatch points)
    {
        foreach (ref readonly var point in points.Points)
        {
            if (point.Origin?.ModelId is not { } modelId || s.Number("SELECT id FROM logged_models WHERE model_id = $1", modelId) is not { } model)
                continue;
            s.Execute(
                """
                INSERT OR IGNORE INTO logged_model_metrics (model, key, timestamp, step, value, is_nan, run_id, dataset_name, dataset_digest)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                """,
                model, points.Keys[point.Key], point.Timestamp, point.Step, point.Value, point.IsNan ? 1 : 0, runId, point.Origin.DatasetName, point.Origin.DatasetDigest);
        }
    }

    // Clients show under which names a logged model was registered.
    private static void NoteRegistration(Session s, string modelId, string name, long version)
    {
        if (s.Number("SELECT id FROM logged_models WHERE model_id = $1", modelId) is not { } model)
            return;
        var entry = $"{{\"name\": \"{JsonEncodedText.Encode(name)}\", \"version\": {version}}}";
        var old = s.Text("SELECT value FROM logged_model_tags WHERE model = $1 AND key = $2", model, RegisteredAsTag)?.TrimEnd();
        SetModelTags(s, model, [new Tag(RegisteredAsTag, old is { Length: > 2 } && old.EndsWith(']') ? $"{old[..^1]}, {entry}]" : $"[{entry}]")]);
    }

    private static List<LoggedModel> LoadLoggedModels(Session s, string rest, object?[] args)
    {
        var rows = s.Query($"SELECT {LoggedModelColumns} FROM logged_models m {rest}", r => (Row: r.GetInt64(0), Info: ReadLoggedModel(r)), args);
        return rows.ConvertAll(row => new LoggedModel
        {
            Info = row.Info with { Tags = s.Query("SELECT key, value FROM logged_model_tags WHERE model = $1 ORDER BY key", ReadTag, row.Row) },
            Data = new LoggedModelData
            {
                Params = s.Query("SELECT key, value FROM logged_model_params WHERE model = $1 ORDER BY key", r => new Param(r.GetString(0), r.GetString(1)), row.Row),
                Metrics = s.Query(
                    """
                    SELECT key, value, is_nan, timestamp, step, $2, dataset_name, dataset_digest, run_id FROM logged_model_metrics
                    WHERE model = $1 ORDER BY key, timestamp, step
                    """,
                    r => ReadMetric(r, 0) with { RunId = r.GetString(8) }, row.Row, row.Info.ModelId),
            },
        });
    }

    private static LoggedModelInfo ReadLoggedModel(SqliteDataReader r) => new()
    {
        ModelId = r.GetString(1),
        ExperimentId = r.GetInt64(2).ToString(),
        Name = r.GetString(3),
        CreationTimestampMs = r.GetInt64(4),
        LastUpdatedTimestampMs = r.GetInt64(5),
        ArtifactUri = r.GetString(6),
        Status = (LoggedModelStatus)r.GetInt32(7),
        StatusMessage = Text(r, 8),
        ModelType = Text(r, 9),
        SourceRunId = Text(r, 10),
    };
}
