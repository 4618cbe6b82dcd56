namespace Relevo.Mlflow;

/// <summary>A model by name, with its versions and aliases.</summary>
public sealed record RegisteredModel
{
    /// <summary>The name, unique in the registry.</summary>
    public string Name { get; init; } = "";

    /// <summary>When it was made, in milliseconds since 1970 UTC.</summary>
    public long? CreationTimestamp { get; init; }

    /// <summary>When it last changed, in milliseconds since 1970 UTC.</summary>
    public long? LastUpdatedTimestamp { get; init; }

    /// <summary>Who made it.</summary>
    public string? UserId { get; init; }

    /// <summary>Text for people, in Markdown.</summary>
    public string? Description { get; init; }

    /// <summary>The latest version of each stage.</summary>
    public IReadOnlyList<ModelVersion> LatestVersions { get => field ?? []; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<Tag> Tags { get => field ?? []; init; }

    /// <summary>Its aliases and the versions that they point to.</summary>
    public IReadOnlyList<ModelAlias> Aliases { get => field ?? []; init; }
}
