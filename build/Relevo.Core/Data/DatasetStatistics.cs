namespace Relevo.Core.Data;

/// <summary>Statistics of a table; names follow TFX's <c>DatasetFeatureStatistics</c> (statistics.proto).</summary>
public sealed record DatasetStatistics
{
    /// <summary>How many rows there are.</summary>
    public required long NumExamples { get; init; }

    /// <summary>Statistics of each column, in the order of the header.</summary>
    public required IReadOnlyList<FeatureStatistics> Features { get; init; }
}
