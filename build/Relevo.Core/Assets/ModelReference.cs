namespace Relevo.Core.Assets;

/// <summary>The model of a deployment: a registered one, or one that lies beside the deployment.</summary>
public abstract record ModelReference
{
    /// <summary>A model in the registry.</summary>
    /// <param name="Reference">Which one.</param>
    public sealed record Registered(AssetReference Reference) : ModelReference;

    /// <summary>A model described in the deployment or in a file that it names.</summary>
    /// <param name="Model">The description.</param>
    public sealed record Inline(ModelAsset Model) : ModelReference;
}
