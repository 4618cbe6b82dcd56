namespace Relevo.Mlflow.Server.Store;

/// <summary>One checked point of a metric.</summary>
/// <param name="Key">Which of its batch's keys.</param>
/// <param name="Value">The value as it is kept: finite, 0 for a NaN.</param>
/// <param name="IsNan">Whether the value is NaN, which SQLite would keep as NULL.</param>
/// <param name="Timestamp">Milliseconds since 1970 UTC.</param>
/// <param name="Step">The training step.</param>
/// <param name="Origin">What it was measured on, where known.</param>
internal readonly record struct MetricPoint(int Key, double Value, bool IsNan, long Timestamp, long Step, MetricOrigin? Origin)
{
    /// <summary>The latest point of a series has the greatest step, then timestamp, then value; a NaN counts as 0, as on the real server.</summary>
    public bool IsLaterThan(in MetricPoint other) => (Step, Timestamp, Value).CompareTo((other.Step, other.Timestamp, other.Value)) > 0;
}

/// <summary>What a point was measured on.</summary>
/// <param name="ModelId">The logged model.</param>
/// <param name="DatasetName">The data set.</param>
/// <param name="DatasetDigest">The digest of the data set.</param>
internal sealed record MetricOrigin(string? ModelId, string? DatasetName, string? DatasetDigest)
{
    /// <summary>The origin, or null where nothing is known of it.</summary>
    public static MetricOrigin? Of(string? modelId, string? datasetName, string? datasetDigest) =>
        string.IsNullOrEmpty(modelId) && string.IsNullOrEmpty(datasetName) && string.IsNullOrEmpty(datasetDigest)
            ? null
            : new(Some(modelId), Some(datasetName), Some(datasetDigest));

    private static string? Some(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
