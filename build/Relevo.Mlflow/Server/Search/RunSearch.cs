using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Server.Search;

/// <summary>
/// Chooses how a search over runs is read. SQLite knows no counts here (nothing runs ANALYZE), so a look at the indexes decides: from
/// the rarest condition where one is rare, else in the order asked for, checking each run on the way.
/// </summary>
/// <param name="filter">The filter.</param>
/// <param name="order">The order.</param>
/// <param name="experiments">The experiments, at least one.</param>
/// <param name="view">Which lifecycle stages.</param>
/// <param name="few">So few rows are sorted faster than an index is walked.</param>
internal sealed class RunSearch(Filter filter, IReadOnlyList<Ordering> order, IReadOnlyList<object> experiments, ViewType view, int few)
{
    /// <summary>The rows of the runs in order.</summary>
    public List<long> Rows(Session session, long count, long offset)
    {
        if (IsRare(session))
            return Query(filter, order, isCorrelated: false).Rows(session, count, offset);
        if (MetricOrder() is not { } metric || HasFewRuns(session))
            return Query(filter, order, isCorrelated: true).Rows(session, count, offset);
        var bounds = filter.Conditions.Where(condition => condition.Field == metric.Field).ToList();
        return Query(new Filter([.. filter.Conditions.Except(bounds)]), [], isCorrelated: true).Walk(session, metric, bounds, count, offset);
    }

    /// <summary>Says what is wrong with the search, before anything is read.</summary>
    public void Check() => Query(filter, order, isCorrelated: false);

    private SearchQuery Query(Filter conditions, IReadOnlyList<Ordering> by, bool isCorrelated)
    {
        var query = SearchQuery.Over(SearchSpace.Runs, conditions, by, isCorrelated);
        // The plus keeps SQLite from starting at the experiment's index where the conditions leave fewer rows.
        var plain = isCorrelated ? "" : "+";
        query.AddIn($"{plain}r.experiment", experiments);
        query.AddView($"{plain}r.stage", view);
        return query;
    }

    private bool IsRare(Session session) => filter.Conditions.Any(condition =>
        (condition.Field is { Entity: Entity.Attribute, Key: "run_id" } && condition.Comparison is Comparison.Equal or Comparison.In)
        || condition.Field.Entity == Entity.Dataset
        || SearchQuery.Estimate(session, condition, few) < few);

    private Ordering? MetricOrder() => order is [{ Field.Entity: Entity.Metric } only] ? only : null;

    private bool HasFewRuns(Session session) =>
        experiments.Sum(experiment => session.Number("SELECT count(*) FROM (SELECT 1 FROM runs WHERE experiment = $1 LIMIT $2)", experiment, (long)few)) < few;
}
