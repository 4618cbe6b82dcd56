namespace Relevo.Mlflow;

/// <summary>One point of a measured series of a run.</summary>
public sealed record Metric
{
    /// <summary>The name of the series.</summary>
    public string Key { get; init; } = "";

    /// <summary>The value; NaN and infinities are allowed (a server may keep an infinity as the greatest finite number).</summary>
    public double? Value { get; init; }

    /// <summary>When it was measured, in milliseconds since 1970 UTC.</summary>
    public long? Timestamp { get; init; }

    /// <summary>The training step, 0 where there are none.</summary>
    public long Step { get; init; }

    /// <summary>The data set that it was measured on, where known.</summary>
    public string? DatasetName { get; init; }

    /// <summary>The digest of that data set.</summary>
    public string? DatasetDigest { get; init; }

    /// <summary>The logged model that it belongs to, where known.</summary>
    public string? ModelId { get; init; }

    /// <summary>The run, only where the protocol sends it.</summary>
    public string? RunId { get; init; }
}
