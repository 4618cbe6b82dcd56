namespace Relevo.Core.Assets;

/// <summary>
/// A reference to a registered asset: <c>azureml:name:version</c>, <c>azureml:name@label</c>, <c>azureml:name</c>,
/// <c>azureml://registries/r/models/m/versions/1</c>, a workspace's long form, <c>models:/name/3</c> or <c>models:/name@alias</c>.
/// </summary>
public sealed partial record AssetReference
{
    /// <summary>The reference exactly as it was written.</summary>
    public required string Text { get; init; }

    /// <summary>Name of the asset.</summary>
    public required string Name { get; init; }

    /// <summary>The exact version, or null where a label or nothing is given.</summary>
    public string? Version { get; init; }

    /// <summary>The label (<c>latest</c>) or MLflow alias (<c>champion</c>), or null.</summary>
    public string? Label { get; init; }

    /// <summary>The Azure ML registry that holds the asset, or null for the workspace.</summary>
    public string? Registry { get; init; }

    /// <summary>The collection that a long form names (<c>data</c>, <c>models</c>, <c>environments</c>, <c>components</c>), or null.</summary>
    public string? Collection { get; init; }

    /// <summary>The workspace that a long form names, or null for the current one.</summary>
    public string? Workspace { get; init; }

    /// <summary>Whether neither a version nor a label is given.</summary>
    public bool IsUnversioned => Version is null && Label is null;

    /// <summary>The reference as it was written.</summary>
    public override string ToString() => Text;
}
