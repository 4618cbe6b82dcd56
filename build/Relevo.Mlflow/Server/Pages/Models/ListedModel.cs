namespace Relevo.Mlflow.Server.Pages.Models;

/// <summary>A row of the list of models.</summary>
internal sealed record ListedModel
{
    public required string Name { get; init; }

    public required string? Description { get; init; }

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public required long UpdatedAt { get; init; }

    public required long VersionCount { get; init; }

    public required long? LatestVersion { get; init; }

    public IReadOnlyList<ModelAlias> Aliases { get; init; } = [];
}
