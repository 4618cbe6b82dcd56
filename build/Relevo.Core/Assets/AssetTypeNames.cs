namespace Relevo.Core.Assets;

/// <summary>The names that <see cref="AssetType"/> has in Azure ML YAML.</summary>
public static class AssetTypeNames
{
    private static readonly Dictionary<string, AssetType> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["uri_folder"] = AssetType.UriFolder,
        ["uri_file"] = AssetType.UriFile,
        ["mltable"] = AssetType.MlTable,
        ["mlflow_model"] = AssetType.MlflowModel,
        ["custom_model"] = AssetType.CustomModel,
        ["triton_model"] = AssetType.TritonModel,
    };

    /// <summary>Every name, in the order of <see cref="AssetType"/>.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Types.Keys];

    /// <summary>The name in YAML, such as <c>uri_folder</c>.</summary>
    public static string WireName(this AssetType type) => All[(int)type];

    /// <summary>Whether the asset is a model.</summary>
    public static bool IsModel(this AssetType type) => type is AssetType.MlflowModel or AssetType.CustomModel or AssetType.TritonModel;

    /// <summary>The type with a name, of any case.</summary>
    public static bool TryParse(string name, out AssetType type) => Types.TryGetValue(name, out type);
}
