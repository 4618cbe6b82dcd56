using Microsoft.Data.Sqlite;
using Relevo.Mlflow.Server.Artifacts;
using Relevo.Mlflow.Server.Search;

namespace Relevo.Mlflow.Server.Store;

public sealed partial class TrackingStore
{
    private const string ExperimentColumns = "e.id, e.name, e.artifact_location, e.stage, e.created, e.updated";
    private const int ExperimentTagLength = 5000;

    /// <summary>Makes an experiment.</summary>
    /// <param name="name">The name, at most 500 characters.</param>
    /// <param name="artifactLocation">Where its artifacts go; null for the store's own folder.</param>
    /// <param name="tags">Tags to begin with.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The identity.</returns>
    /// <exception cref="MlflowException">The name is taken or not allowed.</exception>
    public Task<string> CreateExperimentAsync(
        string? name, string? artifactLocation, IReadOnlyList<Tag> tags, CancellationToken cancellationToken)
    {
        Rules.ExperimentName(name);
        var location = Rules.ArtifactLocation(artifactLocation);
        foreach (var tag in tags)
            Rules.Tag(tag.Key, tag.Value, ExperimentTagLength);
        return _database.WriteAsync(Durability.Process, s => AddExperiment(s, name!, location, tags), cancellationToken); // Checked above.
    }

    /// <summary>The experiment of a name, made where absent, restored where deleted; safe with many callers at once.</summary>
    /// <param name="name">The name, at most 500 characters.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The identity.</returns>
    public async Task<string> GetOrCreateExperimentAsync(string name, CancellationToken cancellationToken)
    {
        Rules.ExperimentName(name);
        if (FindExperiment(name) is { LifecycleStage: "active" } found)
            return found.ExperimentId;
        return await _database.WriteAsync(Durability.Process, s =>
        {
            if (s.Number("SELECT id FROM experiments WHERE name = $1", name) is not { } id)
                return AddExperiment(s, name, null, []);
            s.Execute("UPDATE experiments SET stage = 'active', updated = $2 WHERE id = $1 AND stage <> 'active'", id, Now);
            return id.ToString();
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The experiment of an identity.</summary>
    /// <param name="experimentId">The identity.</param>
    /// <returns>The experiment, deleted ones included.</returns>
    /// <exception cref="MlflowException">There is none.</exception>
    public Experiment GetExperiment(string experimentId)
    {
        var id = Rules.ExperimentId(experimentId);
        return _database.Read(s => LoadExperiments(s, "WHERE e.id = $1", [id]).FirstOrDefault())
            ?? throw Rules.Absent($"No Experiment with id={experimentId} exists");
    }

    /// <summary>The experiment of a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The experiment, deleted ones included, or null.</returns>
    public Experiment? FindExperiment(string name) => _database.Read(s => LoadExperiments(s, "WHERE e.name = $1", [name]).FirstOrDefault());

    /// <summary>Searches experiments.</summary>
    /// <param name="filter">A filter on <c>name</c>, <c>creation_time</c>, <c>last_update_time</c> and <c>tags</c>; null for all.</param>
    /// <param name="orderBy">Keys; none for the newest first.</param>
    /// <param name="view">Which lifecycle stages.</param>
    /// <param name="maxResults">The size of a page, up to 50,000; null for 1000.</param>
    /// <param name="pageToken">The token of the page before; null for the first.</param>
    /// <returns>A page.</returns>
    public Page<Experiment> SearchExperiments(
        string? filter, IReadOnlyList<string>? orderBy, ViewType view, long? maxResults, string? pageToken)
    {
        var query = SearchQuery.Over(SearchSpace.Experiments, Filter.Parse(filter), Ordering.Parse(orderBy));
        query.AddView("e.stage", view);
        return _database.Read(s => query.Page(Rules.MaxResults(maxResults, 1000, 50_000), pageToken, (sql, args) => LoadExperiments(s, sql, args)));
    }

    /// <summary>Gives an experiment another name.</summary>
    /// <param name="experimentId">The identity.</param>
    /// <param name="newName">The name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task RenameExperimentAsync(string experimentId, string? newName, CancellationToken cancellationToken)
    {
        var id = Rules.ExperimentId(experimentId);
        Rules.ExperimentName(newName);
        return ChangeAsync(s =>
        {
            ActiveExperiment(s, id);
            if (s.Number("SELECT id FROM experiments WHERE name = $1 AND id <> $2", newName, id) is not null)
                throw Rules.Taken($"Experiment(name={newName}) already exists.");
            s.Execute("UPDATE experiments SET name = $2, updated = $3 WHERE id = $1", id, newName, Now);
        }, cancellationToken);
    }

    /// <summary>Marks an experiment and its runs as deleted.</summary>
    /// <param name="experimentId">The identity.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task DeleteExperimentAsync(string experimentId, CancellationToken cancellationToken)
    {
        var id = Rules.ExperimentId(experimentId);
        return ChangeAsync(s =>
        {
            ActiveExperiment(s, id);
            s.Execute("UPDATE experiments SET stage = 'deleted', updated = $2 WHERE id = $1", id, Now);
            s.Execute("UPDATE runs SET stage = 'deleted', deleted = $2 WHERE experiment = $1 AND stage = 'active'", id, Now);
        }, cancellationToken);
    }

    /// <summary>Takes a deletion back, with the experiment's runs.</summary>
    /// <param name="experimentId">The identity.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task RestoreExperimentAsync(string experimentId, CancellationToken cancellationToken)
    {
        var id = Rules.ExperimentId(experimentId);
        return ChangeAsync(s =>
        {
            if (StageOfExperiment(s, id) != "deleted")
                throw Rules.Invalid($"The experiment {id} must be in the 'deleted' state. Current state is active.");
            s.Execute("UPDATE experiments SET stage = 'active', updated = $2 WHERE id = $1", id, Now);
            s.Execute("UPDATE runs SET stage = 'active', deleted = NULL WHERE experiment = $1", id);
        }, cancellationToken);
    }

    /// <summary>Sets a tag of an experiment.</summary>
    /// <param name="experimentId">The identity.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, at most 5000 characters.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task SetExperimentTagAsync(string experimentId, string key, string value, CancellationToken cancellationToken)
    {
        var id = Rules.ExperimentId(experimentId);
        Rules.Tag(key, value, ExperimentTagLength);
        return ChangeAsync(s =>
        {
            ActiveExperiment(s, id);
            SetExperimentTag(s, id, new Tag(key, value));
        }, cancellationToken);
    }

    /// <summary>Removes a tag of an experiment.</summary>
    /// <param name="experimentId">The identity.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task DeleteExperimentTagAsync(string experimentId, string key, CancellationToken cancellationToken)
    {
        var id = Rules.ExperimentId(experimentId);
        return ChangeAsync(s =>
        {
            ActiveExperiment(s, id);
            if (s.Execute("DELETE FROM experiment_tags WHERE experiment = $1 AND key = $2", id, key) == 0)
                throw Rules.Absent($"No tag with name: {key} in experiment with id {id}");
        }, cancellationToken);
    }

    private string AddExperiment(Session s, string name, string? artifactLocation, IReadOnlyList<Tag> tags)
    {
        if (s.Text("SELECT stage FROM experiments WHERE name = $1", name) is { } stage)
        {
            throw Rules.Taken(stage == "active"
                ? $"Experiment(name={name}) already exists."
                : $"Experiment '{name}' already exists in deleted state. You can restore the experiment, or permanently delete the experiment to create a new one.");
        }
        var id = s.Number("INSERT INTO experiments (name, artifact_location, created, updated) VALUES ($1, '', $2, $2) RETURNING id", name, Now)!.Value; // RETURNING answers.
        s.Execute("UPDATE experiments SET artifact_location = $2 WHERE id = $1", id, string.IsNullOrEmpty(artifactLocation) ? $"{ArtifactUri.Scheme}:/{id}" : artifactLocation);
        foreach (var tag in tags)
            SetExperimentTag(s, id, tag);
        return id.ToString();
    }

    private static void SetExperimentTag(Session s, long id, Tag tag) => s.Execute(
        "INSERT INTO experiment_tags (experiment, key, value) VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET value = excluded.value", id, tag.Key, tag.Value ?? "");

    private static string StageOfExperiment(Session s, long id) =>
        s.Text("SELECT stage FROM experiments WHERE id = $1", id) ?? throw Rules.Absent($"No Experiment with id={id} exists");

    private static void ActiveExperiment(Session s, long id)
    {
        if (StageOfExperiment(s, id) != "active")
            throw Rules.Invalid($"The experiment {id} must be in the 'active' state. Current state is deleted.");
    }

    private static List<Experiment> LoadExperiments(Session s, string rest, object?[] args)
    {
        var found = s.Query($"SELECT {ExperimentColumns} FROM experiments e {rest}", ReadExperiment, args);
        return [.. found.Select(e => e with
        {
            Tags = s.Query("SELECT key, value FROM experiment_tags WHERE experiment = $1 ORDER BY key", ReadTag, long.Parse(e.ExperimentId)),
        })];
    }

    private static Experiment ReadExperiment(SqliteDataReader r) => new()
    {
        ExperimentId = r.GetInt64(0).ToString(),
        Name = r.GetString(1),
        ArtifactLocation = r.GetString(2),
        LifecycleStage = r.GetString(3),
        CreationTime = r.GetInt64(4),
        LastUpdateTime = r.GetInt64(5),
    };

    private static Tag ReadTag(SqliteDataReader r) => new(r.GetString(0), r.GetString(1));
}
