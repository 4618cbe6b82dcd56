namespace Relevo.Mlflow.Server.Pages.Experiments;

/// <summary>A row of the list of experiments.</summary>
internal sealed record ListedExperiment
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required bool IsDeleted { get; init; }

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>Its runs of the same stage: the deleted ones of a deleted experiment.</summary>
    public required long RunCount { get; init; }

    /// <summary>When its newest run started; null where it has none.</summary>
    public required long? LastStartedAt { get; init; }

    public required string? LastStatus { get; init; }
}
