namespace Relevo.Core.Assets;

/// <summary>The environment of a job or deployment: a registered one, or one that is described in place or in a file.</summary>
public abstract record EnvironmentReference
{
    /// <summary>An environment of the workspace or of a registry.</summary>
    /// <param name="Reference">Which one.</param>
    public sealed record Registered(AssetReference Reference) : EnvironmentReference;

    /// <summary>An environment described in place or in a file that is named.</summary>
    /// <param name="Environment">The description.</param>
    public sealed record Inline(EnvironmentAsset Environment) : EnvironmentReference;
}
