namespace Relevo.Mlflow.Server.Pages.Runs;

/// <summary>A model that a run logged, whether or not it was registered.</summary>
internal sealed record MadeModel
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string? Kind { get; init; }

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>The training step at which it was made.</summary>
    public required long Step { get; init; }

    /// <summary>Where its files are, as a URI.</summary>
    public required string ArtifactUri { get; init; }
}
