using Relevo.Mlflow.Server.Search;

namespace Relevo.Mlflow.Server.Store;

public sealed partial class TrackingStore
{
    /// <summary>Searches runs.</summary>
    /// <param name="experimentIds">The experiments to look in; none finds nothing.</param>
    /// <param name="filter">A filter such as <c>metrics.rmse &lt; 3 AND params.model LIKE 'GPT%'</c>; null for all.</param>
    /// <param name="orderBy">Keys such as <c>metrics.rmse ASC</c>: NaN after numbers, missing last, ties by start; none for the newest first.</param>
    /// <param name="view">Which lifecycle stages.</param>
    /// <param name="maxResults">The size of a page, up to 50,000; null for 1000.</param>
    /// <param name="pageToken">The token of the page before; null for the first.</param>
    /// <returns>A page.</returns>
    /// <exception cref="MlflowException">The filter or order is not in the grammar.</exception>
    public Page<Run> SearchRuns(
        IReadOnlyList<string> experimentIds, string? filter, IReadOnlyList<string>? orderBy, ViewType view, int? maxResults, string? pageToken)
    {
        var size = Rules.MaxResults(maxResults, 1000, 50_000);
        var offset = PageToken.Offset(pageToken);
        var experiments = experimentIds.Where(id => long.TryParse(id, out _)).Select(id => (object)long.Parse(id)).Distinct().ToList();
        var search = new RunSearch(Filter.Parse(filter), Ordering.Parse(orderBy), experiments, view, _options.FewRuns);
        search.Check();
        if (experiments.Count == 0)
            return new Page<Run>([], null);
        return _database.Read(s =>
        {
            var rows = search.Rows(s, size + 1L, offset);
            var page = PageToken.Cut(rows, size, offset);
            return new Page<Run>(LoadRuns(s, page.Items), page.NextToken);
        });
    }
}
