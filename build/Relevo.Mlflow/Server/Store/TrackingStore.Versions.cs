using Microsoft.Data.Sqlite;
using Relevo.Mlflow.Server.Search;

namespace Relevo.Mlflow.Server.Store;

public sealed partial class TrackingStore
{
    private const string VersionColumns = "v.name, v.version, v.created, v.updated, v.description, v.user_id, v.stage, v.source, v.run_id, v.run_link, v.status, v.status_message";

    /// <summary>The legacy stages of a version.</summary>
    private static readonly string[] Stages = ["None", "Staging", "Production", "Archived"];

    /// <summary>Makes the next version of a model. Numbers are never given twice, deleted versions included.</summary>
    /// <param name="version">What it is made of.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The version.</returns>
    /// <exception cref="MlflowException">The model is absent, or a value is not allowed.</exception>
    public Task<ModelVersion> CreateModelVersionAsync(NewModelVersion version, CancellationToken cancellationToken)
    {
        var name = version.Name;
        Rules.ModelName(name);
        if (string.IsNullOrEmpty(version.Source))
            throw Rules.Invalid("Missing value for required parameter 'source'. See the API docs for more information about request parameters.");
        foreach (var tag in version.Tags)
            Rules.Tag(tag.Key, tag.Value, RegistryTagLength);
        return _database.WriteAsync(Durability.Power, s =>
        {
            // A version of a logged model belongs to the run that logged it.
            var runId = Some(version.RunId) ?? s.Text("SELECT source_run FROM logged_models WHERE 'models:/' || model_id = $1", version.Source);
            if (version.MakesModel)
                s.Execute("INSERT OR IGNORE INTO registered_models (name, created, updated) VALUES ($1, $2, $2)", name, Now);
            if (s.Number("UPDATE registered_models SET next_version = next_version + 1, updated = $2 WHERE name = $1 RETURNING next_version - 1", name, Now) is not { } number)
                throw AbsentModel(name!); // Checked above.
            s.Execute(
                """
                INSERT INTO model_versions (name, version, created, updated, description, user_id, source, storage, run_id, run_link, status, model_id)
                VALUES ($1, $2, $3, $3, $4, $5, $6, $7, $8, $9, 'READY', $10)
                """,
                name, number, Now, version.Description, version.UserId, version.Source, StorageOf(s, version.Source), runId, version.RunLink, version.ModelId);
            foreach (var tag in version.Tags)
                SetVersionTag(s, name!, number, tag);
            if (version.ModelId is { Length: > 0 } modelId)
                NoteRegistration(s, modelId, name!, number);
            return LoadVersion(s, name!, number)!; // Inserted just now.
        }, cancellationToken);
    }

    /// <summary>A version of a model.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version.</param>
    /// <returns>The version, or null.</returns>
    public ModelVersion? FindModelVersion(string name, string version) =>
        int.TryParse(version, out var number) ? _database.Read(s => LoadVersion(s, name, number)) : null;

    /// <summary>A version of a model.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version.</param>
    /// <returns>The version.</returns>
    /// <exception cref="MlflowException">There is none.</exception>
    public ModelVersion GetModelVersion(string? name, string? version)
    {
        Rules.ModelName(name);
        var number = Rules.Version(version);
        return _database.Read(s => LoadVersion(s, name!, number)) ?? throw AbsentVersion(name!, number); // Checked above.
    }

    /// <summary>Where the files of a version are.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version.</param>
    /// <returns>The URI, <c>runs:/</c> and <c>models:/</c> sources resolved.</returns>
    public string GetDownloadUri(string? name, string? version)
    {
        Rules.ModelName(name);
        var number = Rules.Version(version);
        return _database.Read(s => s.Text("SELECT storage FROM model_versions WHERE name = $1 AND version = $2", name, number))
            ?? throw AbsentVersion(name!, number); // Checked above.
    }

    /// <summary>Changes the description of a version.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="description">Text for people.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The version.</returns>
    public Task<ModelVersion> UpdateModelVersionAsync(string? name, string? version, string? description, CancellationToken cancellationToken) =>
        ChangeVersionAsync(name, version, (s, number) => s.Execute(
            "UPDATE model_versions SET description = $3, updated = $4 WHERE name = $1 AND version = $2", name, number, description, Now), cancellationToken);

    /// <summary>Moves a version to a legacy stage.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="stage"><c>None</c>, <c>Staging</c>, <c>Production</c> or <c>Archived</c>, in any case.</param>
    /// <param name="archivesOthers">Whether the versions that are in that stage now are archived.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The version.</returns>
    public Task<ModelVersion> TransitionStageAsync(string? name, string? version, string? stage, bool archivesOthers, CancellationToken cancellationToken)
    {
        var known = StageOf(stage);
        if (archivesOthers && known is not ("Staging" or "Production"))
            throw Rules.Invalid($"Model version transition cannot archive existing model versions because '{stage}' is not an Active stage. Valid stages are Staging, Production");
        return ChangeVersionAsync(name, version, (s, number) =>
        {
            if (archivesOthers)
                s.Execute("UPDATE model_versions SET stage = 'Archived', updated = $4 WHERE name = $1 AND version <> $2 AND stage = $3", name, number, known, Now);
            s.Execute("UPDATE model_versions SET stage = $3, updated = $4 WHERE name = $1 AND version = $2", name, number, known, Now);
            TouchModel(s, name!); // Checked by ChangeVersionAsync.
        }, cancellationToken);
    }

    /// <summary>Removes a version and the aliases that point to it.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task DeleteModelVersionAsync(string? name, string? version, CancellationToken cancellationToken)
    {
        Rules.ModelName(name);
        var number = Rules.Version(version);
        return ChangeAsync(s =>
        {
            ExistingVersion(s, name!, number); // Checked above.
            foreach (var alias in s.Query("SELECT alias FROM registered_model_aliases WHERE name = $1 AND version = $2", r => r.GetString(0), name, number))
                MoveAlias(s, name!, alias, null, null, "the version was deleted");
            s.Execute("DELETE FROM model_versions WHERE name = $1 AND version = $2", name, number);
            TouchModel(s, name!);
        }, cancellationToken, Durability.Power);
    }

    /// <summary>Sets a tag of a version.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, at most 100,000 characters.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task SetModelVersionTagAsync(string? name, string? version, string? key, string? value, CancellationToken cancellationToken)
    {
        Rules.Tag(key, value, RegistryTagLength);
        return ChangeVersionAsync(name, version, (s, number) => SetVersionTag(s, name!, number, new Tag(key!, value ?? "")), cancellationToken); // Checked there.
    }

    /// <summary>Removes a tag of a version. An absent one is no fault.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task DeleteModelVersionTagAsync(string? name, string? version, string? key, CancellationToken cancellationToken) =>
        ChangeVersionAsync(name, version, (s, number) => s.Execute(
            "DELETE FROM model_version_tags WHERE name = $1 AND version = $2 AND key = $3", name, number, key), cancellationToken);

    /// <summary>Searches versions.</summary>
    /// <param name="filter">A filter on <c>name</c>, <c>version_number</c>, <c>run_id</c>, <c>source_path</c> and <c>tags</c>; null for all.</param>
    /// <param name="orderBy">Keys such as <c>version_number DESC</c>; none for the last changed first.</param>
    /// <param name="maxResults">The size of a page, up to 200,000; null for 10,000.</param>
    /// <param name="pageToken">The token of the page before; null for the first.</param>
    /// <returns>A page.</returns>
    public Page<ModelVersion> SearchModelVersions(string? filter, IReadOnlyList<string>? orderBy, long? maxResults, string? pageToken)
    {
        var query = SearchQuery.Over(SearchSpace.Versions, WithoutPrompts(filter, out var hidesPrompts), Ordering.Parse(orderBy));
        if (hidesPrompts)
            query.Add($"(v.name, v.version) NOT IN (SELECT name, version FROM model_version_tags WHERE key = '{PromptTag}' AND lower(value) = 'true')");
        return _database.Read(s => query.Page(Rules.MaxResults(maxResults, 10_000, 200_000), pageToken, (sql, args) => LoadVersions(s, sql, args)));
    }

    /// <summary>The latest version of each legacy stage.</summary>
    /// <param name="name">The model.</param>
    /// <param name="stages">The stages; none for all.</param>
    /// <returns>The versions.</returns>
    public IReadOnlyList<ModelVersion> GetLatestVersions(string? name, IReadOnlyList<string> stages)
    {
        Rules.ModelName(name);
        var known = stages.Select(StageOf).ToHashSet();
        return _database.Read(s =>
        {
            ExistingModel(s, name!); // Checked above.
            return LoadLatest(s, name!).Where(v => known.Count == 0 || known.Contains(v.CurrentStage!)).ToList(); // Always set by ReadVersion.
        });
    }

    private Task<ModelVersion> ChangeVersionAsync(string? name, string? version, Action<Session, int> change, CancellationToken cancellationToken)
    {
        Rules.ModelName(name);
        var number = Rules.Version(version);
        return _database.WriteAsync(Durability.Power, s =>
        {
            ExistingVersion(s, name!, number); // Checked above.
            change(s, number);
            return LoadVersion(s, name!, number)!; // Found just now.
        }, cancellationToken);
    }

    private static string StageOf(string? stage) => Stages.FirstOrDefault(s => s.Equals(stage, StringComparison.OrdinalIgnoreCase))
        ?? throw Rules.Invalid($"Invalid Model Version stage: {stage}. Value must be one of {string.Join(", ", Stages)}.");

    private static void ExistingVersion(Session s, string name, long version)
    {
        if (s.Number("SELECT 1 FROM model_versions WHERE name = $1 AND version = $2", name, version) is null)
            throw AbsentVersion(name, version);
    }

    private static MlflowException AbsentVersion(string name, long version) => Rules.Absent($"Model Version (name={name}, version={version}) not found");

    private static void SetVersionTag(Session s, string name, long version, Tag tag) => s.Execute(
        "INSERT INTO model_version_tags (name, version, key, value) VALUES ($1, $2, $3, $4) ON CONFLICT DO UPDATE SET value = excluded.value", name, version, tag.Key, tag.Value ?? "");

    private static List<ModelVersion> LoadLatest(Session s, string name) => LoadVersions(
        s, "WHERE v.name = $1 AND v.version = (SELECT max(w.version) FROM model_versions w WHERE w.name = v.name AND w.stage = v.stage) ORDER BY v.version", [name]);

    private static ModelVersion? LoadVersion(Session s, string name, long version) =>
        LoadVersions(s, "WHERE v.name = $1 AND v.version = $2", [name, version]).FirstOrDefault();

    private static List<ModelVersion> LoadVersions(Session s, string rest, object?[] args)
    {
        var found = s.Query($"SELECT {VersionColumns} FROM model_versions v {rest}", ReadVersion, args);
        return found.ConvertAll(version => version with
        {
            Tags = s.Query("SELECT key, value FROM model_version_tags WHERE name = $1 AND version = $2 ORDER BY key", ReadTag, version.Name, long.Parse(version.Version)),
            Aliases = s.Query("SELECT alias FROM registered_model_aliases WHERE name = $1 AND version = $2 ORDER BY alias", r => r.GetString(0), version.Name, long.Parse(version.Version)),
        });
    }

    private static ModelVersion ReadVersion(SqliteDataReader r) => new()
    {
        Name = r.GetString(0),
        Version = r.GetInt64(1).ToString(),
        CreationTimestamp = r.GetInt64(2),
        LastUpdatedTimestamp = r.GetInt64(3),
        Description = Text(r, 4),
        UserId = Text(r, 5),
        CurrentStage = r.GetString(6),
        Source = r.GetString(7),
        RunId = Text(r, 8),
        RunLink = Text(r, 9),
        Status = r.GetString(10) switch
        {
            "READY" => ModelVersionStatus.Ready,
            "PENDING_REGISTRATION" => ModelVersionStatus.PendingRegistration,
            _ => ModelVersionStatus.FailedRegistration,
        },
        StatusMessage = Text(r, 11),
    };
}
