using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Server.Search;

internal sealed partial class SearchQuery
{
    /// <summary>How many there are in all, without reading them. Made for a query without an order.</summary>
    /// <param name="session">Where to ask.</param>
    /// <param name="from">The table and its letter.</param>
    public long Count(Session session, string from) => session.Number(
        $"SELECT count(*) FROM {from} {(_conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", _conditions)}")}", [.. _args]) ?? 0;
}
