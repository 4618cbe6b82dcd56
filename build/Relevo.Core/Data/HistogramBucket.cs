namespace Relevo.Core.Data;

/// <summary>A bucket of a histogram; holds its low value, and its high value where it is the last.</summary>
/// <param name="LowValue">Where it begins.</param>
/// <param name="HighValue">Where it ends.</param>
/// <param name="SampleCount">Rows in it.</param>
public sealed record HistogramBucket(double LowValue, double HighValue, long SampleCount);
