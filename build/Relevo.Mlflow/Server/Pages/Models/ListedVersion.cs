namespace Relevo.Mlflow.Server.Pages.Models;

/// <summary>A row of a model's versions.</summary>
internal sealed record ListedVersion
{
    public required string Version { get; init; }

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public required long CreatedAt { get; init; }

    public required string? User { get; init; }

    public required string? Description { get; init; }

    public required string Stage { get; init; }

    /// <summary>The word of the protocol, such as <c>READY</c>.</summary>
    public required string Status { get; init; }

    public required string? RunId { get; init; }

    /// <summary>The name of the run; null where that is not in this store.</summary>
    public required string? RunName { get; init; }

    public required string Source { get; init; }

    public required IReadOnlyList<Tag> Tags { get; init; }
}
