namespace Relevo.Core.Assets;

/// <summary>A data asset (<c>data.schema.json</c>).</summary>
public sealed record DataAsset : AzureMlResource
{
    /// <summary>Name in the workspace.</summary>
    public required string Name { get; init; }

    /// <summary>The version asked for, or null to let the workspace choose the next.</summary>
    public string? Version { get; init; }

    /// <summary>What the data is made of.</summary>
    public required AssetType Type { get; init; }

    /// <summary>Where the content lies now.</summary>
    public required AssetPath Path { get; init; }
}
