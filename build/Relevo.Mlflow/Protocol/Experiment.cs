namespace Relevo.Mlflow;

/// <summary>A named group of runs. Field names and meanings are those of MLflow's <c>Experiment</c> message.</summary>
public sealed record Experiment
{
    /// <summary>The identity, a decimal number in text form.</summary>
    public string ExperimentId { get; init; } = "";

    /// <summary>The name, unique in the store, deleted experiments included.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where the artifacts of its runs go by default, as a URI.</summary>
    public string? ArtifactLocation { get; init; }

    /// <summary><c>active</c> or <c>deleted</c>.</summary>
    public string LifecycleStage { get; init; } = "active";

    /// <summary>When it last changed, in milliseconds since 1970 UTC.</summary>
    public long? LastUpdateTime { get; init; }

    /// <summary>When it was made, in milliseconds since 1970 UTC.</summary>
    public long? CreationTime { get; init; }

    /// <summary>Its tags, ordered by key.</summary>
    public IReadOnlyList<Tag> Tags { get => field ?? []; init; }
}
