namespace Relevo.Mlflow;

/// <summary>Identity and state of a logged model.</summary>
public sealed record LoggedModelInfo
{
    /// <summary>The identity: <c>m-</c> and 32 hexadecimal digits.</summary>
    public string ModelId { get; init; } = "";

    /// <summary>The experiment that it belongs to.</summary>
    public string ExperimentId { get; init; } = "";

    /// <summary>The name; several models may share one.</summary>
    public string Name { get; init; } = "";

    /// <summary>When it was made, in milliseconds since 1970 UTC.</summary>
    public long? CreationTimestampMs { get; init; }

    /// <summary>When it last changed, in milliseconds since 1970 UTC.</summary>
    public long? LastUpdatedTimestampMs { get; init; }

    /// <summary>The root of its files, as a URI.</summary>
    public string? ArtifactUri { get; init; }

    /// <summary>Whether its files are there.</summary>
    public LoggedModelStatus Status { get; init; } = LoggedModelStatus.Pending;

    /// <summary>More about the status.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>The kind of model, in the script's own words.</summary>
    public string? ModelType { get; init; }

    /// <summary>The run that made it, where known.</summary>
    public string? SourceRunId { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<Tag> Tags { get => field ?? []; init; }
}
