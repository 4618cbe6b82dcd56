namespace Relevo.Core.Data;

/// <summary>Statistics of one column; names follow TFX's <c>FeatureNameStatistics</c> (statistics.proto).</summary>
public sealed record FeatureStatistics
{
    /// <summary>The column's name.</summary>
    public required string Name { get; init; }

    /// <summary>What its values look like.</summary>
    public required FeatureType Type { get; init; }

    /// <summary>Rows with a value.</summary>
    public required long NumNonMissing { get; init; }

    /// <summary>Rows without one.</summary>
    public required long NumMissing { get; init; }

    /// <summary>Distinct values; exact up to 100,000, at least that beyond.</summary>
    public required long Unique { get; init; }

    /// <summary>The most frequent values, most frequent first, ten at most.</summary>
    public IReadOnlyList<FrequentValue> TopValues { get; init; } = [];

    /// <summary>For numbers: mean, spread and range; null for other columns and where there is no value.</summary>
    public NumericStatistics? Numeric { get; init; }

    /// <summary>For text: the mean length in characters; null for numbers.</summary>
    public double? AverageLength { get; init; }
}
