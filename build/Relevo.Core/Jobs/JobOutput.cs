using Relevo.Core.Assets;
using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>What a job or step leaves under a name.</summary>
public sealed record JobOutput
{
    /// <summary>Where the output is stated.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>What the output is made of. Default <see cref="AssetType.UriFolder"/>.</summary>
    public AssetType Type { get; init; } = AssetType.UriFolder;

    /// <summary>Whether <c>type</c> was written.</summary>
    public bool IsTypeStated { get; init; }

    /// <summary>How the output reaches storage, or null for the default (<see cref="AccessMode.ReadWriteMount"/>).</summary>
    public AccessMode? Mode { get; init; }

    /// <summary>Where the output shall lie, as written (it may hold expressions), or null for the workspace's choice.</summary>
    public AssetPath? Path { get; init; }

    /// <summary>The asset name to register the output under, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The asset version to register the output under, or null.</summary>
    public string? Version { get; init; }

    /// <summary>The <c>${{parent.outputs.x}}</c> that a step's output is bound to, as written, or null.</summary>
    public string? Binding { get; init; }
}
