using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Server.Search;

internal sealed partial class SearchQuery
{
    private const string NewestFirst = "r.started DESC, r.run_id";

    /// <summary>
    /// The rows of runs in the order of one metric, read off its index until there are enough: no sort of all that match. First come
    /// numbers, then NaN, then runs without the metric, as the order says.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="order">The metric.</param>
    /// <param name="bounds">Conditions on the same metric; the others are in the query already.</param>
    /// <param name="count">The most rows.</param>
    /// <param name="offset">How many rows to leave out.</param>
    public List<long> Walk(Session session, Ordering order, IReadOnlyList<Condition> bounds, long count, long offset)
    {
        var key = Arg(order.Field.Key);
        var others = string.Concat(_conditions.Select(condition => $" AND {condition}"));
        var direction = order.IsDescending ? "DESC" : "ASC";
        var range = string.Concat(bounds.Select(bound => $" AND {Numbers("o.value", bound, "metric")}"));
        var parts = new List<(string From, string Order)>
        {
            ($"FROM series o CROSS JOIN runs r ON r.id = o.run WHERE o.key = {key} AND o.is_nan = 0{range}{others}", $"o.value {direction}, {NewestFirst}"),
        };
        if (bounds.All(bound => bound.Comparison == Comparison.NotEqual))
            parts.Add(($"FROM series o CROSS JOIN runs r ON r.id = o.run WHERE o.key = {key} AND o.is_nan = 1{others}", NewestFirst));
        if (bounds.Count == 0)
            parts.Add(($"FROM runs r WHERE (SELECT 1 FROM series o WHERE o.run = r.id AND o.key = {key}) IS NULL{others}", NewestFirst));
        var (limit, skip) = (Arg(null), Arg(null));
        var rows = new List<long>();
        foreach (var (from, by) in parts)
        {
            (_args[^2], _args[^1]) = (count - rows.Count, offset);
            var found = session.Query($"SELECT r.id {from} ORDER BY {by} LIMIT {limit} OFFSET {skip}", r => r.GetInt64(0), [.. _args]);
            rows.AddRange(found);
            if (rows.Count >= count)
                break;
            offset = found.Count > 0 || offset == 0 ? 0 : offset - session.Number($"SELECT count(*) {from}", [.. _args])!.Value; // count(*) always answers.
        }
        return rows;
    }

    /// <summary>How many rows a condition on a metric, param or tag lets through, counted up to a limit; the limit where it cannot be told cheaply.</summary>
    public static long Estimate(Session session, Condition condition, int limit)
    {
        var query = new SearchQuery(SearchSpace.Runs);
        var table = condition.Field.Entity switch
        {
            Entity.Metric => "series",
            Entity.Param => "params",
            Entity.Tag => "tags",
            _ => null,
        };
        if (table is null || condition.Comparison == Comparison.NotEqual)
            return limit;
        var what = condition.Field.Entity == Entity.Metric ? query.MetricValue(condition) : query.Texts("x.value", condition, allowsIn: false);
        return session.Number($"SELECT count(*) FROM (SELECT 1 FROM {table} x WHERE x.key = {query.Arg(condition.Field.Key)} AND {what} LIMIT {query.Arg((long)limit)})", [.. query._args])!.Value; // count(*) always answers.
    }
}
