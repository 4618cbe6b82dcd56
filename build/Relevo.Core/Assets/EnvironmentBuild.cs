namespace Relevo.Core.Assets;

/// <summary>A Docker build context of an environment.</summary>
/// <param name="Path">Where the context lies.</param>
/// <param name="DockerfilePath">The Dockerfile relative to the context; <c>Dockerfile</c> where nothing is said.</param>
public sealed record EnvironmentBuild(AssetPath Path, string DockerfilePath = "Dockerfile");
