namespace Relevo.Mlflow.Server.Search;

/// <summary>One key of an order.</summary>
/// <param name="Field">What is ordered by.</param>
/// <param name="IsDescending">Whether the greatest comes first.</param>
public sealed record Ordering(Field Field, bool IsDescending)
{
    /// <summary>Reads keys such as <c>metrics.rmse DESC</c>.</summary>
    /// <param name="keys">The keys, first wins.</param>
    /// <returns>The order.</returns>
    /// <exception cref="MlflowException">A key is not in the grammar or stands twice (<c>INVALID_PARAMETER_VALUE</c>).</exception>
    public static IReadOnlyList<Ordering> Parse(IReadOnlyList<string>? keys)
    {
        var order = (keys ?? []).Select(key => new FilterParser(key).Ordering()).ToList();
        var twice = order.GroupBy(o => o.Field).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? order : throw Filter.Fault($"`order_by` contains duplicate fields: [{twice.Key}]");
    }

    /// <summary>The key in the grammar's own words.</summary>
    /// <returns>Text that parses to an equal key.</returns>
    public override string ToString() => $"{Field} {(IsDescending ? "DESC" : "ASC")}";
}
