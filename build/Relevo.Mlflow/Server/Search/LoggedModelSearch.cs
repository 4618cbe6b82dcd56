using Relevo.Mlflow.Protocol;

namespace Relevo.Mlflow.Server.Search;

/// <summary>Searches over logged models: as over runs, but a metric may be narrowed to data sets, and an order is a message of its own.</summary>
internal static class LoggedModelSearch
{
    public static SearchQuery Of(SearchLoggedModels request)
    {
        var datasets = (request.Datasets ?? []).Select(d => (Name(d?.DatasetName), d?.DatasetDigest)).ToList();
        var query = SearchQuery.OverModels(Filter.Parse(request.Filter), datasets);
        foreach (var order in request.OrderBy ?? [])
        {
            if (string.IsNullOrEmpty(order?.FieldName))
                throw Filter.Fault("`field_name` in the `order_by` clause must be specified.");
            var field = new FilterParser(order.FieldName).Ordering().Field;
            query.AddModelOrder(new Ordering(field, order.Ascending == false), order.DatasetName, order.DatasetDigest);
        }
        query.EndModelOrder();
        return query;
    }

    private static string Name(string? name) =>
        string.IsNullOrEmpty(name) ? throw Filter.Fault("`dataset_name` in the `datasets` clause must be specified.") : name;
}
