using Relevo.Core.Yaml;

namespace Relevo.Core.Assets;

/// <summary>Anything that one Azure ML CLI v2 YAML file describes. Immutable; relative paths are already absolute.</summary>
public abstract record AzureMlResource
{
    /// <summary>Where the description begins.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>Absolute path of the file that holds the description.</summary>
    public string SourceFile => Location.File;

    /// <summary>Free text for people.</summary>
    public string? Description { get; init; }

    /// <summary>Labels that may change after creation, in file order.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = Ordered.Empty<string>();

    /// <summary>Properties that are fixed at creation, in file order.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = Ordered.Empty<string>();
}
