namespace Relevo.Core.Assets;

/// <summary>A model (<c>model.schema.json</c>), or one that is described inside a deployment.</summary>
public sealed record ModelAsset : AzureMlResource
{
    /// <summary>Name in the registry; null only for a model described inside a deployment.</summary>
    public string? Name { get; init; }

    /// <summary>The version asked for, or null to let the registry choose the next.</summary>
    public string? Version { get; init; }

    /// <summary>What the model is made of; <see cref="AssetType.CustomModel"/> where nothing is said.</summary>
    public AssetType Type { get; init; } = AssetType.CustomModel;

    /// <summary>Where the content lies.</summary>
    public required AssetPath Path { get; init; }

    /// <summary>The stage in the registry (<c>Development</c>, <c>Production</c>), or null.</summary>
    public string? Stage { get; init; }

    /// <summary>What <c>flavors</c> says: flavour to its settings, in file order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Flavors { get; init; } =
        Ordered.Empty<IReadOnlyDictionary<string, string>>();
}
