namespace Relevo.Mlflow;

/// <summary>An entry of an artifact listing.</summary>
public sealed record ArtifactFile
{
    /// <summary>The path relative to the root of the run's artifacts, with <c>/</c>.</summary>
    public string Path { get; init; } = "";

    /// <summary>Whether it is a folder.</summary>
    public bool IsDir { get; init; }

    /// <summary>The size in bytes; null for a folder.</summary>
    public long? FileSize { get; init; }
}
