using Relevo.Mlflow.Server.Search;

namespace Relevo.Mlflow.Server.Store;

public sealed partial class TrackingStore
{
    /// <summary>Logs metrics, params and tags of a run in one step: all of them or none.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="metrics">At most 1000 points. A point that is there already is kept once.</param>
    /// <param name="params">At most 100 params.</param>
    /// <param name="tags">At most 100 tags.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    /// <exception cref="MlflowException">The run is absent or deleted, a value is not allowed, or a param has another value already.</exception>
    public Task LogBatchAsync(
        string? runId, IReadOnlyList<Metric> metrics, IReadOnlyList<Param> @params, IReadOnlyList<Tag> tags, CancellationToken cancellationToken)
    {
        Rules.RunId(runId);
        Rules.Batch(metrics.Count, @params.Count, tags.Count);
        return LogBatchAsync(runId!, PointBatch.Of(metrics, static i => $"metrics[{i}]."), @params, tags, cancellationToken); // Checked above.
    }

    /// <summary>Logs a batch whose points are checked already.</summary>
    internal Task LogBatchAsync(string runId, PointBatch points, IReadOnlyList<Param> @params, IReadOnlyList<Tag> tags, CancellationToken cancellationToken)
    {
        Rules.RunId(runId);
        Rules.Batch(points.Count, @params.Count, tags.Count);
        var keptParams = @params.Select((p, i) => new Param(p.Key, Rules.Param(p.Key, p.Value, $"params[{i}]."))).ToList();
        var keptTags = tags.Select((t, i) => new Tag(t.Key, Rules.RunTag(t.Key, t.Value, $"tags[{i}]."))).ToList();
        var twice = keptParams.GroupBy(p => p.Key).Where(g => g.Count() > 1).Select(g => $"'{g.Key}'").ToList();
        if (twice.Count > 0)
            throw Rules.Invalid($"Duplicate parameter keys have been submitted: [{string.Join(", ", twice)}]. Please ensure the request contains only one param value per param key.");
        return ChangeAsync(s =>
        {
            var run = ActiveRun(s, runId);
            AddParams(s, run, runId, keptParams);
            AddPoints(s, run, runId, points);
            foreach (var tag in keptTags)
                SetTag(s, run, tag);
        }, cancellationToken);
    }

    /// <summary>Logs one point of a metric.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="metric">The point.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task LogMetricAsync(string? runId, Metric metric, CancellationToken cancellationToken)
    {
        Rules.RunId(runId);
        var points = PointBatch.Of([metric], static _ => "");
        return ChangeAsync(s => AddPoints(s, ActiveRun(s, runId!), runId!, points), cancellationToken); // Checked above.
    }

    /// <summary>Logs a param. The same value again does nothing.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; longer than 6000 characters it is cut.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    /// <exception cref="MlflowException">It has another value already.</exception>
    public Task LogParamAsync(string? runId, string? key, string? value, CancellationToken cancellationToken)
    {
        Rules.RunId(runId);
        var kept = Rules.Param(key, value, "");
        return ChangeAsync(s =>
        {
            var run = ActiveRun(s, runId!); // Checked above.
            var old = s.Text("SELECT value FROM params WHERE run = $1 AND key = $2", run, key);
            if (old is not null && old != kept)
                throw Rules.Invalid($"Changing param values is not allowed. Param with key='{key}' was already logged with value='{old}' for run ID='{runId}'. Attempted logging new value '{kept}'.");
            if (old is null)
                AddParam(s, run, new Param(key!, kept));
        }, cancellationToken);
    }

    /// <summary>Sets a tag of a run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; longer than 8000 characters it is cut.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task SetTagAsync(string? runId, string? key, string? value, CancellationToken cancellationToken)
    {
        Rules.RunId(runId);
        var kept = new Tag(key!, Rules.RunTag(key, value, "")); // The rule refuses null.
        return ChangeAsync(s => SetTag(s, ActiveRun(s, runId!), kept), cancellationToken); // Checked above.
    }

    /// <summary>Removes a tag of a run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    /// <exception cref="MlflowException">There is no such tag.</exception>
    public Task DeleteTagAsync(string? runId, string? key, CancellationToken cancellationToken)
    {
        Rules.RunId(runId);
        return ChangeAsync(s =>
        {
            if (s.Execute("DELETE FROM tags WHERE run = $1 AND key = $2", ActiveRun(s, runId!), key) == 0) // Checked above.
                throw Rules.Absent($"No tag with name: {key} in run with id {runId}");
        }, cancellationToken);
    }

    /// <summary>Says which data sets a run read.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="datasets">The data sets with their tags.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task LogInputsAsync(string? runId, IReadOnlyList<DatasetInput> datasets, CancellationToken cancellationToken) =>
        LogInputsAsync(runId, datasets, [], cancellationToken);

    /// <summary>Says which data sets and logged models a run read.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="datasets">The data sets with their tags.</param>
    /// <param name="models">The logged models.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task LogInputsAsync(string? runId, IReadOnlyList<DatasetInput> datasets, IReadOnlyList<ModelInput> models, CancellationToken cancellationToken)
    {
        Rules.RunId(runId);
        foreach (var input in datasets)
            CheckInput(input);
        return ChangeAsync(s =>
        {
            var run = ActiveRun(s, runId!); // Checked above.
            foreach (var input in datasets)
                AddInput(s, run, input);
            foreach (var model in models)
                AddRunModel(s, run, isOutput: false, model.ModelId, 0);
        }, cancellationToken);
    }

    /// <summary>The points of a metric, by time, step and value.</summary>
    /// <param name="runId">The run; an unknown one has no points.</param>
    /// <param name="key">The name of the metric.</param>
    /// <param name="maxResults">The size of a page, up to 25,000; null for all.</param>
    /// <param name="pageToken">The token of the page before; null for the first.</param>
    /// <returns>A page.</returns>
    public Page<Metric> GetMetricHistory(string? runId, string? key, int? maxResults, string? pageToken)
    {
        Rules.RunId(runId);
        Rules.Key(key, "metric_key");
        var count = maxResults is null ? int.MaxValue - 1 : Rules.MaxResults(maxResults, 25_000, 25_000);
        var offset = PageToken.Offset(pageToken);
        var points = _database.Read(s => s.Query(
            """
            SELECT s.key, p.value, p.is_nan, p.timestamp, p.step, p.model_id, p.dataset_name, p.dataset_digest
            FROM runs r JOIN series s ON s.run = r.id AND s.key = $2 JOIN points p ON p.series = s.id
            WHERE r.run_id = $1 ORDER BY p.timestamp, p.step, p.value LIMIT $3 OFFSET $4
            """,
            r => ReadMetric(r, 0), runId, key, (long)count + 1, offset));
        return PageToken.Cut(points, count, offset);
    }

    private static void AddParams(Session s, long run, string runId, List<Param> @params)
    {
        var changed = new List<string>();
        foreach (var param in @params)
        {
            var old = s.Text("SELECT value FROM params WHERE run = $1 AND key = $2", run, param.Key);
            if (old is null)
                AddParam(s, run, param);
            else if (old != param.Value)
                changed.Add($"{{'key': '{param.Key}', 'old_value': '{old}', 'new_value': '{param.Value}'}}");
        }
        if (changed.Count > 0)
            throw Rules.Invalid($"Changing param values is not allowed. Params were already logged='[{string.Join(", ", changed)}]' for run ID='{runId}'.");
    }

    private static void AddParam(Session s, long run, Param param) =>
        s.Execute("INSERT INTO params (run, key, value) VALUES ($1, $2, $3)", run, param.Key, param.Value);

    private static void SetTag(Session s, long run, Tag tag)
    {
        s.Execute("INSERT INTO tags (run, key, value) VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET value = excluded.value", run, tag.Key, tag.Value);
        if (tag.Key == RunNameTag)
            s.Execute("UPDATE runs SET name = $2 WHERE id = $1", run, tag.Value);
    }

    private static void AddPoints(Session s, long run, string runId, PointBatch points)
    {
        if (points.Count == 0)
            return;
        s.Series.Add(run, points);
        AddModelMetrics(s, runId, points);
    }

    private static void CheckInput(DatasetInput input)
    {
        if (input?.Dataset is not { Name.Length: > 0, Digest.Length: > 0, SourceType: not null, Source: not null } dataset)
            throw Rules.Invalid("Dataset input must have a dataset with name, digest, source_type and source.");
        Rules.Length(dataset.Name, "name", 500);
        Rules.Length(dataset.Digest, "digest", 36);
        Rules.Length(dataset.Source, "source", 65_535);
        Rules.Length(dataset.Schema ?? "", "schema", 1_048_575);
        Rules.Length(dataset.Profile ?? "", "profile", 16_777_215);
        foreach (var tag in input.Tags)
        {
            if (string.IsNullOrEmpty(tag?.Key))
                throw Rules.Invalid("InputTag key cannot be empty.");
            Rules.Length(tag.Key, "key", 255);
            Rules.Length(tag.Value ?? "", "value", 500);
        }
    }

    private static void AddInput(Session s, long run, DatasetInput input)
    {
        var dataset = input.Dataset!; // Checked by CheckInput.
        var experiment = s.Number("SELECT experiment FROM runs WHERE id = $1", run);
        var id = s.Number("SELECT id FROM datasets WHERE experiment = $1 AND name = $2 AND digest = $3", experiment, dataset.Name, dataset.Digest)
            ?? s.Number(
                "INSERT INTO datasets (experiment, name, digest, source_type, source, schema, profile) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
                experiment, dataset.Name, dataset.Digest, dataset.SourceType, dataset.Source, dataset.Schema, dataset.Profile);
        s.Execute("INSERT OR IGNORE INTO inputs (run, dataset) VALUES ($1, $2)", run, id);
        foreach (var tag in input.Tags)
            s.Execute("INSERT INTO input_tags (run, dataset, key, value) VALUES ($1, $2, $3, $4) ON CONFLICT DO UPDATE SET value = excluded.value", run, id, tag.Key, tag.Value ?? "");
    }
}
