using Microsoft.Data.Sqlite;
using Relevo.Mlflow.Server.Search;

namespace Relevo.Mlflow.Server.Store;

public sealed partial class TrackingStore
{
    private const string ModelColumns = "m.name, m.description, m.created, m.updated";
    private const int RegistryTagLength = 100_000;

    /// <summary>Marks a prompt: kept as a model, but listed only where it is asked for.</summary>
    internal const string PromptTag = "mlflow.prompt.is_prompt";

    /// <summary>Makes a registered model without versions.</summary>
    /// <param name="name">The name.</param>
    /// <param name="description">Text for people.</param>
    /// <param name="tags">Tags to begin with.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The model.</returns>
    /// <exception cref="MlflowException">The name is taken or not allowed.</exception>
    public Task<RegisteredModel> CreateRegisteredModelAsync(
        string? name, string? description, IReadOnlyList<Tag> tags, CancellationToken cancellationToken)
    {
        Rules.ModelName(name);
        foreach (var tag in tags)
            Rules.Tag(tag.Key, tag.Value, RegistryTagLength);
        return _database.WriteAsync(Durability.Power, s =>
        {
            if (HasModel(s, name!)) // Checked above.
                throw Rules.Taken($"Registered Model (name={name}) already exists.");
            s.Execute("INSERT INTO registered_models (name, description, created, updated) VALUES ($1, $2, $3, $3)", name, description, Now);
            foreach (var tag in tags)
                SetModelTag(s, name!, tag);
            return LoadModels(s, "WHERE m.name = $1", [name])[0];
        }, cancellationToken);
    }

    /// <summary>A registered model.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The model, or null.</returns>
    public RegisteredModel? FindRegisteredModel(string name) => _database.Read(s => LoadModels(s, "WHERE m.name = $1", [name]).FirstOrDefault());

    /// <summary>A registered model.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The model.</returns>
    /// <exception cref="MlflowException">There is none.</exception>
    public RegisteredModel GetRegisteredModel(string? name)
    {
        Rules.ModelName(name);
        return FindRegisteredModel(name!) ?? throw AbsentModel(name!); // Checked above.
    }

    /// <summary>Gives a registered model another name; versions, tags and aliases follow.</summary>
    /// <param name="name">The name now.</param>
    /// <param name="newName">The name then.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The model.</returns>
    public Task<RegisteredModel> RenameRegisteredModelAsync(string? name, string? newName, CancellationToken cancellationToken)
    {
        Rules.ModelName(name);
        Rules.ModelName(newName);
        return _database.WriteAsync(Durability.Power, s =>
        {
            ExistingModel(s, name!); // Checked above.
            if (name != newName && HasModel(s, newName!)) // Checked above.
                throw Rules.Taken($"Registered Model (name={newName}) already exists.");
            s.Execute("UPDATE registered_models SET name = $2, updated = $3 WHERE name = $1", name, newName, Now);
            s.Execute("UPDATE alias_history SET name = $2 WHERE name = $1", name, newName);
            return LoadModels(s, "WHERE m.name = $1", [newName])[0];
        }, cancellationToken);
    }

    /// <summary>Changes the description of a registered model.</summary>
    /// <param name="name">The model.</param>
    /// <param name="description">Text for people.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The model.</returns>
    public Task<RegisteredModel> UpdateRegisteredModelAsync(string? name, string? description, CancellationToken cancellationToken)
    {
        Rules.ModelName(name);
        return _database.WriteAsync(Durability.Process, s =>
        {
            ExistingModel(s, name!); // Checked above.
            s.Execute("UPDATE registered_models SET description = $2, updated = $3 WHERE name = $1", name, description, Now);
            return LoadModels(s, "WHERE m.name = $1", [name])[0];
        }, cancellationToken);
    }

    /// <summary>Removes a registered model with its versions. The history of its aliases stays.</summary>
    /// <param name="name">The model.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task DeleteRegisteredModelAsync(string? name, CancellationToken cancellationToken)
    {
        Rules.ModelName(name);
        return ChangeAsync(s =>
        {
            ExistingModel(s, name!); // Checked above.
            foreach (var alias in s.Query("SELECT alias FROM registered_model_aliases WHERE name = $1", r => r.GetString(0), name))
                MoveAlias(s, name!, alias, null, null, "the model was deleted");
            s.Execute("DELETE FROM registered_models WHERE name = $1", name);
        }, cancellationToken, Durability.Power);
    }

    /// <summary>Searches registered models.</summary>
    /// <param name="filter">A filter on <c>name</c> and <c>tags</c>; null for all.</param>
    /// <param name="orderBy">Keys such as <c>last_updated_timestamp DESC</c>; none for the name.</param>
    /// <param name="maxResults">The size of a page, up to 1000; null for 100.</param>
    /// <param name="pageToken">The token of the page before; null for the first.</param>
    /// <returns>A page.</returns>
    public Page<RegisteredModel> SearchRegisteredModels(string? filter, IReadOnlyList<string>? orderBy, long? maxResults, string? pageToken)
    {
        var query = SearchQuery.Over(SearchSpace.Models, WithoutPrompts(filter, out var hidesPrompts), Ordering.Parse(orderBy));
        if (hidesPrompts)
            query.Add($"m.name NOT IN (SELECT name FROM registered_model_tags WHERE key = '{PromptTag}' AND lower(value) = 'true')");
        return _database.Read(s => query.Page(Rules.MaxResults(maxResults, 100, 1000), pageToken, (sql, args) => LoadModels(s, sql, args)));
    }

    /// <summary>Sets a tag of a registered model.</summary>
    /// <param name="name">The model.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, at most 100,000 characters.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task SetRegisteredModelTagAsync(string? name, string? key, string? value, CancellationToken cancellationToken)
    {
        Rules.ModelName(name);
        Rules.Tag(key, value, RegistryTagLength);
        return ChangeAsync(s =>
        {
            ExistingModel(s, name!); // Checked above.
            SetModelTag(s, name!, new Tag(key!, value ?? ""));
            TouchModel(s, name!);
        }, cancellationToken);
    }

    /// <summary>Removes a tag of a registered model. An absent one is no fault.</summary>
    /// <param name="name">The model.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When kept.</returns>
    public Task DeleteRegisteredModelTagAsync(string? name, string? key, CancellationToken cancellationToken)
    {
        Rules.ModelName(name);
        return ChangeAsync(s =>
        {
            ExistingModel(s, name!); // Checked above.
            s.Execute("DELETE FROM registered_model_tags WHERE name = $1 AND key = $2", name, key);
            TouchModel(s, name!);
        }, cancellationToken);
    }

    // "Not a prompt" holds for models without the tag too, unlike any other condition on a tag.
    private static Filter WithoutPrompts(string? text, out bool hidesPrompts)
    {
        var filter = Filter.Parse(text);
        var denied = filter.Conditions.Where(c => c.Field == new Field(Entity.Tag, PromptTag) && c is { Comparison: Comparison.NotEqual, Operand: Operand.Text { Value: "true" } }).ToList();
        hidesPrompts = denied.Count > 0 || filter.Conditions.All(c => c.Field != new Field(Entity.Tag, PromptTag));
        return denied.Count == 0 ? filter : new Filter([.. filter.Conditions.Except(denied)]);
    }

    private static bool HasModel(Session s, string name) => s.Number("SELECT 1 FROM registered_models WHERE name = $1", name) is not null;

    private static void ExistingModel(Session s, string name)
    {
        if (!HasModel(s, name))
            throw AbsentModel(name);
    }

    private static MlflowException AbsentModel(string name) => Rules.Absent($"Registered Model with name={name} not found");

    private static void SetModelTag(Session s, string name, Tag tag) => s.Execute(
        "INSERT INTO registered_model_tags (name, key, value) VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET value = excluded.value", name, tag.Key, tag.Value ?? "");

    private void TouchModel(Session s, string name) => s.Execute("UPDATE registered_models SET updated = $2 WHERE name = $1", name, Now);

    private static List<RegisteredModel> LoadModels(Session s, string rest, object?[] args)
    {
        var found = s.Query($"SELECT {ModelColumns} FROM registered_models m {rest}", ReadModel, args);
        return found.ConvertAll(model => model with
        {
            Tags = s.Query("SELECT key, value FROM registered_model_tags WHERE name = $1 ORDER BY key", ReadTag, model.Name),
            Aliases = s.Query("SELECT alias, version FROM registered_model_aliases WHERE name = $1 ORDER BY alias", r => new ModelAlias(r.GetString(0), r.GetInt64(1).ToString()), model.Name),
            LatestVersions = LoadLatest(s, model.Name),
        });
    }

    private static RegisteredModel ReadModel(SqliteDataReader r) => new()
    {
        Name = r.GetString(0), Description = Text(r, 1), CreationTimestamp = r.GetInt64(2), LastUpdatedTimestamp = r.GetInt64(3),
    };
}
