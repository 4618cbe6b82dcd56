using Relevo.Core.Workspaces;

namespace Relevo.Core.Records;

/// <summary>A model version as records name it.</summary>
/// <param name="Name">The registered model.</param>
/// <param name="Version">The version.</param>
/// <param name="RunId">The run that produced it; null where it was registered by hand.</param>
/// <param name="Digest">SHA-256 of the manifest of its files; null where the workspace does not hash them.</param>
public sealed record ModelVersionReference(string Name, string Version, string? RunId, string? Digest)
{
    /// <summary>Names a version.</summary>
    public static ModelVersionReference Of(ModelVersion version) => new(version.Model, version.Version, version.RunId, version.Digest);

    /// <summary>The uri that names it in MLflow.</summary>
    public string Uri => $"models:/{Name}/{Version}";
}
