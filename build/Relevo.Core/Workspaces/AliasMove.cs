namespace Relevo.Core.Workspaces;

/// <summary>A compare-and-swap of an alias.</summary>
public sealed record AliasMove
{
    /// <summary>The registered model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The alias, such as <c>champion</c>.</summary>
    public required string Alias { get; init; }

    /// <summary>The version that the alias must point at now; null where it must not be set.</summary>
    public required string? ExpectedVersion { get; init; }

    /// <summary>The version that it shall point at; null removes the alias.</summary>
    public required string? NewVersion { get; init; }

    /// <summary>Who moves it: a user, or a CI job.</summary>
    public required string By { get; init; }

    /// <summary>Why, such as the gate's verdict with its record.</summary>
    public required string Reason { get; init; }
}
