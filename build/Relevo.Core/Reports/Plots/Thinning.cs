namespace Relevo.Core.Reports.Plots;

/// <summary>Keeps a page small.</summary>
internal static class Thinning
{
    /// <summary>At most so many of the items, evenly spread, with the first and the last.</summary>
    public static IEnumerable<T> Thin<T>(this IReadOnlyList<T> items, int limit) => items.Count <= limit
        ? items
        : Enumerable.Range(0, limit).Select(at => items[(int)((long)at * (items.Count - 1) / (limit - 1))]);
}
