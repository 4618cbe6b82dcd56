namespace Relevo.Mlflow.Server.Search;

/// <summary>A key and what it belongs to.</summary>
/// <param name="Entity">What it belongs to.</param>
/// <param name="Key">The key, without quotes.</param>
public sealed record Field(Entity Entity, string Key)
{
    /// <summary>The field in the grammar's own words.</summary>
    /// <returns>Text that parses to an equal field.</returns>
    public override string ToString() => $"{Prefix(Entity)}.{QuoteKey(Key)}";

    internal static Entity? EntityOf(string prefix) => prefix switch
    {
        "metric" or "metrics" => Search.Entity.Metric,
        "param" or "params" or "parameter" or "parameters" => Search.Entity.Param,
        "tag" or "tags" => Search.Entity.Tag,
        "attribute" or "attributes" or "attr" or "run" => Search.Entity.Attribute,
        "dataset" or "datasets" => Search.Entity.Dataset,
        _ => null,
    };

    private static string Prefix(Entity entity) => entity switch
    {
        Search.Entity.Metric => "metrics",
        Search.Entity.Param => "params",
        Search.Entity.Tag => "tags",
        Search.Entity.Dataset => "datasets",
        _ => "attributes",
    };

    private static string QuoteKey(string key) => $"`{key.Replace("`", "``", StringComparison.Ordinal)}`";
}
