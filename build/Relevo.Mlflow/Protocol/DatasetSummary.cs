namespace Relevo.Mlflow;

/// <summary>A data set that runs of an experiment read, and what for.</summary>
public sealed record DatasetSummary
{
    /// <summary>The experiment.</summary>
    public string ExperimentId { get; init; } = "";

    /// <summary>The name of the data set.</summary>
    public string Name { get; init; } = "";

    /// <summary>The digest of its content.</summary>
    public string Digest { get; init; } = "";

    /// <summary>What it was for, such as <c>training</c>; null where not said.</summary>
    public string? Context { get; init; }
}
