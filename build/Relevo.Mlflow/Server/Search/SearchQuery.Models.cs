namespace Relevo.Mlflow.Server.Search;

internal sealed partial class SearchQuery
{
    private string _metricScope = "";

    /// <summary>A search over logged models; its order is added afterwards.</summary>
    public static SearchQuery OverModels(Filter filter, IReadOnlyList<(string Name, string? Digest)> datasets)
    {
        var query = new SearchQuery(SearchSpace.LoggedModels);
        if (datasets.Count > 0)
            query._metricScope = $" AND ({string.Join(" OR ", datasets.Select(d => query.Scope(d.Name, d.Digest)))})";
        foreach (var condition in filter.Conditions)
            query._conditions.Add(query.Sql(condition));
        if (datasets.Count > 0 && filter.Conditions.All(condition => condition.Field.Entity != Entity.Metric))
            query._conditions.Add($"m.id IN (SELECT model FROM logged_model_metrics x WHERE 1{query._metricScope})");
        return query;
    }

    public void AddModelOrder(Ordering order, string? datasetName, string? datasetDigest)
    {
        if (order.Field.Entity != Entity.Metric)
        {
            AddOrder(order);
            return;
        }
        var scope = string.IsNullOrEmpty(datasetName) ? "" : $" AND {Scope(datasetName, datasetDigest)}";
        var latest = $"FROM logged_model_metrics x WHERE x.model = m.id AND x.key = {Arg(order.Field.Key)}{scope} ORDER BY x.timestamp DESC, x.step DESC LIMIT 1";
        _order.Add($"coalesce((SELECT x.is_nan {latest}), 2), (SELECT x.value {latest}) {(order.IsDescending ? "DESC" : "ASC")}");
    }

    public void EndModelOrder() => _order.Add(_space.DefaultOrder);

    private string Scope(string name, string? digest) =>
        string.IsNullOrEmpty(digest) ? $"x.dataset_name = {Arg(name)}" : $"(x.dataset_name = {Arg(name)} AND x.dataset_digest = {Arg(digest)})";
}
