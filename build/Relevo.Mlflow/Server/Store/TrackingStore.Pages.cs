using Relevo.Mlflow.Server.Pages.Experiments;
using Relevo.Mlflow.Server.Pages.Models;

namespace Relevo.Mlflow.Server.Store;

public sealed partial class TrackingStore
{
    private static readonly Dictionary<string, string> ExperimentOrders = new(StringComparer.Ordinal)
    {
        ["name"] = "lower(e.name)", ["created"] = "e.created", ["runs"] = "runs", ["last"] = "last",
    };

    private static readonly Dictionary<string, string> ModelOrders = new(StringComparer.Ordinal)
    {
        ["name"] = "lower(m.name)", ["updated"] = "m.updated", ["versions"] = "versions",
    };

    /// <summary>Experiments with the figures that their list shows.</summary>
    internal (long Total, List<ListedExperiment> Rows) ListExperiments(ExperimentListQuery query) => _database.Read(s =>
    {
        const string Which = "FROM experiments e WHERE ($1 = '' OR instr(lower(e.name), lower($1)) > 0) AND ($2 IS NULL OR e.stage = $2)";
        var stage = query.View switch { ViewType.ActiveOnly => "active", ViewType.DeletedOnly => "deleted", _ => null };
        var total = s.Number($"SELECT count(*) {Which}", query.Search, stage) ?? 0;
        var order = ExperimentOrders[query.Sort];
        const string Newest = "FROM runs r WHERE r.experiment = e.id AND r.stage = e.stage ORDER BY r.started DESC, r.run_id LIMIT 1";
        var rows = s.Query(
            $"""
            SELECT e.id, e.name, e.stage, e.created, (SELECT count(*) FROM runs r WHERE r.experiment = e.id AND r.stage = e.stage) AS runs,
                (SELECT r.started {Newest}) AS last, (SELECT r.status {Newest}) AS status
            {Which} ORDER BY {order} IS NULL, {order} {(query.IsDescending ? "DESC" : "ASC")}, e.id LIMIT $3 OFFSET $4
            """,
            r => new ListedExperiment
            {
                Id = r.GetInt64(0).ToString(), Name = r.GetString(1), IsDeleted = r.GetString(2) == "deleted", CreatedAt = r.GetInt64(3),
                RunCount = r.GetInt64(4), LastStartedAt = r.IsDBNull(5) ? null : r.GetInt64(5), LastStatus = Text(r, 6),
            },
            query.Search, stage, (long)ExperimentListQuery.Size, Pages.Markup.Pager.Offset(query.Page, ExperimentListQuery.Size, total));
        return (total, rows);
    });

    /// <summary>Registered models with the figures that their list shows.</summary>
    internal (long Total, List<ListedModel> Rows) ListModels(ModelListQuery query) => _database.Read(s =>
    {
        const string Which = "FROM registered_models m WHERE $1 = '' OR instr(lower(m.name), lower($1)) > 0 OR instr(lower(coalesce(m.description, '')), lower($1)) > 0";
        var total = s.Number($"SELECT count(*) {Which}", query.Search) ?? 0;
        var rows = s.Query(
            $"""
            SELECT m.name, m.description, m.updated, (SELECT count(*) FROM model_versions v WHERE v.name = m.name) AS versions,
                (SELECT max(v.version) FROM model_versions v WHERE v.name = m.name)
            {Which} ORDER BY {ModelOrders[query.Sort]} {(query.IsDescending ? "DESC" : "ASC")}, m.name LIMIT $2 OFFSET $3
            """,
            r => new ListedModel
            {
                Name = r.GetString(0), Description = Text(r, 1), UpdatedAt = r.GetInt64(2), VersionCount = r.GetInt64(3), LatestVersion = r.IsDBNull(4) ? null : r.GetInt64(4),
            },
            query.Search, (long)ModelListQuery.Size, Pages.Markup.Pager.Offset(query.Page, ModelListQuery.Size, total));
        var aliases = s.Query(
            "SELECT name, alias, version FROM registered_model_aliases WHERE name IN (SELECT value FROM json_each($1)) ORDER BY name, alias",
            r => (Name: r.GetString(0), Alias: new ModelAlias(r.GetString(1), r.GetInt64(2).ToString())),
            JsonList(rows.Select(row => row.Name))).ToLookup(a => a.Name, a => a.Alias);
        return (total, rows.ConvertAll(row => row with { Aliases = [.. aliases[row.Name]] }));
    });

    /// <summary>All that is known of a name in the registry; a model that was deleted still has its aliases' history.</summary>
    internal ModelDetails? FindModelDetails(string name, int page) => _database.Read(s =>
    {
        var model = s.First("SELECT name, description, created, updated FROM registered_models m WHERE m.name = $1", ReadModel, name);
        var history = ReadAliasHistory(s, name, null);
        if (model is null)
            return history.Count == 0 ? null : new ModelDetails { Name = name, History = history };
        var total = s.Number("SELECT count(*) FROM model_versions WHERE name = $1", name) ?? 0;
        var aliases = s.Query("SELECT alias, version FROM registered_model_aliases WHERE name = $1 ORDER BY alias", r => new ModelAlias(r.GetString(0), r.GetInt64(1).ToString()), name);
        var tags = s.Query("SELECT version, key, value FROM model_version_tags WHERE name = $1", r => (Version: r.GetInt64(0), Tag: new Tag(r.GetString(1), r.GetString(2))), name).ToLookup(t => t.Version, t => t.Tag);
        var versions = s.Query(
            """
            SELECT v.version, v.created, v.user_id, v.description, v.stage, v.status, v.run_id, r.name, v.source
            FROM model_versions v LEFT JOIN runs r ON r.run_id = v.run_id WHERE v.name = $1 ORDER BY v.version DESC LIMIT $2 OFFSET $3
            """,
            r => new ListedVersion
            {
                Version = r.GetInt64(0).ToString(), CreatedAt = r.GetInt64(1), User = Text(r, 2), Description = Text(r, 3), Stage = r.GetString(4), Status = r.GetString(5),
                RunId = Text(r, 6), RunName = Text(r, 7), Source = r.GetString(8), Tags = [.. tags[r.GetInt64(0)]],
            },
            name, (long)ModelDetails.PageSize, Pages.Markup.Pager.Offset(page, ModelDetails.PageSize, total));
        return new ModelDetails
        {
            Name = name, Model = model, VersionCount = total, Versions = versions, Aliases = aliases, History = history,
            Tags = s.Query("SELECT key, value FROM registered_model_tags WHERE name = $1 ORDER BY key", ReadTag, name),
        };
    });

    private static string JsonList(IEnumerable<string> texts)
    {
        using var bytes = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(bytes))
        {
            writer.WriteStartArray();
            foreach (var text in texts)
                writer.WriteStringValue(text);
            writer.WriteEndArray();
        }
        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static List<AliasChange> ReadAliasHistory(Session s, string name, string? alias) => s.Query(
        """
        SELECT name, alias, version, previous, changed, changed_by, reason FROM alias_history
        WHERE name = $1 AND ($2 IS NULL OR alias = $2) ORDER BY id
        """,
        r => new AliasChange
        {
            Name = r.GetString(0), Alias = r.GetString(1), Version = r.IsDBNull(2) ? null : r.GetInt64(2).ToString(), Previous = r.IsDBNull(3) ? null : r.GetInt64(3).ToString(),
            At = DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(4)), By = Text(r, 5), Reason = Text(r, 6),
        }, name, alias);
}
