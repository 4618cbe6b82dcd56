using Microsoft.Data.Sqlite;
using Relevo.Mlflow.Server.Pages.Markup;
using Relevo.Mlflow.Server.Pages.Runs;
using Relevo.Mlflow.Server.Search;

namespace Relevo.Mlflow.Server.Store;

public sealed partial class TrackingStore
{
    /// <summary>The newest runs whose keys are offered as columns.</summary>
    private const int RunsAskedForKeys = 200;

    /// <summary>A part of an experiment's runs with the columns that are shown: seven queries, whatever the number of runs.</summary>
    /// <exception cref="MlflowException">The filter is not in the grammar.</exception>
    internal RunListing ListRuns(RunTableQuery query)
    {
        var experiment = Rules.ExperimentId(query.Experiment);
        var filter = Filter.Parse(query.Filter);
        // The filter is the one of runs/search; only the order knows more.
        var counted = Selection(SearchSpace.Runs, filter, [], experiment, query.View);
        return _database.Read(s =>
        {
            var total = counted.Count(s, "runs r");
            var offset = Pager.Offset(query.Page, query.Size, total);
            var order = total == 0 ? [] : RowsOf(s, query, filter, experiment, offset);
            var ids = $"[{string.Join(',', order)}]";
            var found = s.Query($"SELECT {RunColumns} FROM runs r WHERE r.id IN (SELECT value FROM json_each($1))", r => (Row: r.GetInt64(0), Info: ReadRunInfo(r)), ids).ToDictionary(row => row.Row);
            var rows = order.Select(row => found[row]).ToList();
            var keys = KeysOf(s, ids, experiment, query.View);
            var columns = query.Columns ?? Column.Usual(keys);
            var values = ValuesOf(s, ids, columns);
            var versions = VersionsOf(s, JsonList(rows.Select(row => row.Info.RunId)));
            return new RunListing
            {
                Total = total,
                Keys = keys,
                Columns = columns,
                Rows = [.. rows.Select(row => new ListedRun(row.Info, values.GetValueOrDefault(row.Row) ?? [], [.. versions[row.Info.RunId]]))],
            };
        });
    }

    private List<long> RowsOf(Session s, RunTableQuery query, Filter filter, long experiment, long offset)
    {
        Ordering asked = new(query.Sort.SortedBy, query.IsDescending);
        if (!query.Sort.IsOfTheGrammar)
            return Selection(Column.Space, filter, [asked], experiment, query.View).Rows(s, query.Size, offset);
        // The newest first is the order of an index, where it is not asked for by name.
        var isUsual = query.IsDescending && query.Sort.Text == Column.Started.Text;
        return new RunSearch(filter, isUsual ? [] : [asked], [experiment], query.View, _options.FewRuns).Rows(s, query.Size, offset);
    }

    private static SearchQuery Selection(SearchSpace space, Filter filter, IReadOnlyList<Ordering> order, long experiment, ViewType view)
    {
        var query = SearchQuery.Over(space, filter, order);
        query.AddIn("r.experiment", [experiment]);
        query.AddView("r.stage", view);
        return query;
    }

    private static List<Field> KeysOf(Session s, string ids, long experiment, ViewType view)
    {
        const string Asked = "(SELECT value FROM json_each($1) UNION SELECT id FROM (SELECT id FROM runs WHERE experiment = $2 AND stage = $3 ORDER BY started DESC LIMIT $4))";
        return s.Query(
            $"""
            SELECT DISTINCT 1 AS kind, key FROM series WHERE run IN {Asked}
            UNION ALL SELECT DISTINCT 2, key FROM params WHERE run IN {Asked}
            UNION ALL SELECT DISTINCT 3, key FROM tags WHERE run IN {Asked} AND key NOT LIKE 'mlflow.%'
            ORDER BY kind, key
            """,
            r => new Field(KindOf(r), r.GetString(1)), ids, experiment, view == ViewType.DeletedOnly ? "deleted" : "active", (long)RunsAskedForKeys);
    }

    private static Dictionary<long, Dictionary<Field, object>> ValuesOf(Session s, string ids, IReadOnlyList<Column> columns)
    {
        string Keys(Entity entity) => JsonList(columns.Select(column => column.SortedBy).Where(field => field.Entity == entity).Select(field => field.Key));
        const string Of = "run IN (SELECT value FROM json_each($1)) AND key IN";
        var cells = s.Query(
            $"""
            SELECT 1, key, run, value, is_nan FROM series WHERE {Of} (SELECT value FROM json_each($2))
            UNION ALL SELECT 2, key, run, value, 0 FROM params WHERE {Of} (SELECT value FROM json_each($3))
            UNION ALL SELECT 3, key, run, value, 0 FROM tags WHERE {Of} (SELECT value FROM json_each($4))
            """,
            r => (Row: r.GetInt64(2), Field: new Field(KindOf(r), r.GetString(1)), Value: Cell(r)),
            ids, Keys(Entity.Metric), Keys(Entity.Param), Keys(Entity.Tag));
        return cells.GroupBy(cell => cell.Row).ToDictionary(run => run.Key, run => run.ToDictionary(cell => cell.Field, cell => cell.Value));
    }

    private static ILookup<string, ModelVersionName> VersionsOf(Session s, string runIds) => s.Query(
        "SELECT run_id, name, version FROM model_versions WHERE run_id IN (SELECT value FROM json_each($1)) ORDER BY name, version",
        r => (Run: r.GetString(0), Version: new ModelVersionName(r.GetString(1), r.GetInt64(2).ToString())), runIds).ToLookup(v => v.Run, v => v.Version);

    private static Entity KindOf(SqliteDataReader r) => r.GetInt64(0) switch { 1 => Entity.Metric, 2 => Entity.Param, _ => Entity.Tag };

    private static object Cell(SqliteDataReader r) => r.GetInt64(0) != 1 ? r.GetString(3) : r.GetInt64(4) != 0 ? double.NaN : r.GetDouble(3);
}
