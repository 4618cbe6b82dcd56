namespace Relevo.Mlflow;

/// <summary>One version of a registered model.</summary>
public sealed record ModelVersion
{
    /// <summary>The name of the model.</summary>
    public string Name { get; init; } = "";

    /// <summary>The number, from 1, in text form.</summary>
    public string Version { get; init; } = "";

    /// <summary>When it was made, in milliseconds since 1970 UTC.</summary>
    public long? CreationTimestamp { get; init; }

    /// <summary>When it last changed, in milliseconds since 1970 UTC.</summary>
    public long? LastUpdatedTimestamp { get; init; }

    /// <summary>Who made it.</summary>
    public string? UserId { get; init; }

    /// <summary>The legacy stage: <c>None</c>, <c>Staging</c>, <c>Production</c> or <c>Archived</c>.</summary>
    public string? CurrentStage { get; init; }

    /// <summary>Text for people, in Markdown.</summary>
    public string? Description { get; init; }

    /// <summary>Where its files are, as a URI.</summary>
    public string? Source { get; init; }

    /// <summary>The run that made it, where known.</summary>
    public string? RunId { get; init; }

    /// <summary>Whether it can be used.</summary>
    public ModelVersionStatus Status { get; init; } = ModelVersionStatus.Ready;

    /// <summary>More about the status.</summary>
    public string? StatusMessage { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<Tag> Tags { get => field ?? []; init; }

    /// <summary>A link to the run where that lives on another server.</summary>
    public string? RunLink { get; init; }

    /// <summary>The aliases that point to it.</summary>
    public IReadOnlyList<string> Aliases { get => field ?? []; init; }

    /// <summary>The value of a tag.</summary>
    /// <param name="key">The key of the tag.</param>
    /// <returns>The value, or null where it is not set.</returns>
    public string? TagOf(string key) => Tags.FirstOrDefault(t => t.Key == key)?.Value;
}
