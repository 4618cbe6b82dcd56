namespace Relevo.Core.Data;

/// <summary>Statistics of a column of numbers; names follow TFX's <c>NumericStatistics</c>.</summary>
public sealed record NumericStatistics
{
    /// <summary>The arithmetic mean.</summary>
    public required double Mean { get; init; }

    /// <summary>The population's standard deviation.</summary>
    public required double StdDev { get; init; }

    /// <summary>Rows with the value 0.</summary>
    public required long NumZeros { get; init; }

    /// <summary>The smallest value.</summary>
    public required double Min { get; init; }

    /// <summary>The median.</summary>
    public required double Median { get; init; }

    /// <summary>The largest value.</summary>
    public required double Max { get; init; }

    /// <summary>Ten buckets of equal width from <see cref="Min"/> to <see cref="Max"/>; one where all values are equal.</summary>
    public required IReadOnlyList<HistogramBucket> Histogram { get; init; }
}
