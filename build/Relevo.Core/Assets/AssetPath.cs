namespace Relevo.Core.Assets;

/// <summary>Where content lies: on this machine, behind a URI, or in a registered asset.</summary>
/// <param name="Text">The path exactly as it was written.</param>
public abstract partial record AssetPath(string Text)
{
    /// <summary>A file or folder on this machine; it need not exist yet.</summary>
    /// <param name="Text">The path as it was written.</param>
    /// <param name="FullPath">The absolute path, resolved from the file that holds it.</param>
    public sealed record Local(string Text, string FullPath) : AssetPath(Text);

    /// <summary>Content behind a URI: <c>https://</c>, <c>wasbs://</c>, <c>abfss://</c>, <c>adl://</c>, <c>azureml://datastores/...</c>, <c>runs:/...</c>.</summary>
    /// <param name="Text">The URI as it was written.</param>
    public sealed record Remote(string Text) : AssetPath(Text);

    /// <summary>The content of a registered asset.</summary>
    /// <param name="Text">The reference as it was written.</param>
    /// <param name="Reference">The asset.</param>
    public sealed record Registered(string Text, AssetReference Reference) : AssetPath(Text);

    /// <summary>The path as it was written.</summary>
    public sealed override string ToString() => Text;
}
