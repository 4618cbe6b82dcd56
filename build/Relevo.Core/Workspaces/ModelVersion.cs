namespace Relevo.Core.Workspaces;

/// <summary>One immutable version of a registered model.</summary>
public sealed record ModelVersion
{
    /// <summary>The tag that holds the digest of the version's files; registries and stages both read and write it.</summary>
    public const string DigestTag = "relevo.digest";

    /// <summary>The registered model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The version, a whole number as text.</summary>
    public required string Version { get; init; }

    /// <summary>The run that produced it; null where it was registered by hand.</summary>
    public string? RunId { get; init; }

    /// <summary>Where its files are, as the registry writes it, such as <c>runs:/id/model</c>.</summary>
    public required string Source { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its tags by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The aliases that point at it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>SHA-256 of the manifest of its files; null where the version does not tell.</summary>
    public string? Digest => Tags.GetValueOrDefault(DigestTag);

    /// <summary>The uri that names it in MLflow: <c>models:/name/version</c>.</summary>
    public string Uri => $"models:/{Model}/{Version}";
}
