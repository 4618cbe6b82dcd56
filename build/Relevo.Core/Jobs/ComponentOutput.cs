using Relevo.Core.Assets;
using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>One declared output of a component.</summary>
public sealed record ComponentOutput
{
    /// <summary>Where the declaration begins.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>What the output is made of. Default <see cref="AssetType.UriFolder"/>.</summary>
    public AssetType Type { get; init; } = AssetType.UriFolder;

    /// <summary>How the output reaches storage, or null for the default.</summary>
    public AccessMode? Mode { get; init; }

    /// <summary>Free text for people.</summary>
    public string? Description { get; init; }
}
