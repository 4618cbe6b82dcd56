using Relevo.Core.Yaml;

namespace Relevo.Core.Assets;

/// <summary>A valid Azure ML file of a kind that is recognised but that no workspace here can use yet.</summary>
public sealed record UnsupportedResource : AzureMlResource
{
    /// <summary>The kind in words for people, such as <c>batch endpoint</c> or <c>schedule</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The <c>name</c> key, where there is one.</summary>
    public string? Name { get; init; }

    /// <summary>The whole document as it was written.</summary>
    public required YamlMapping Raw { get; init; }
}
