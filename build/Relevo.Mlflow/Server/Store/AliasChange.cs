namespace Relevo.Mlflow.Server.Store;

/// <summary>One entry of an alias's history: which version it pointed to from when on, by whom and why.</summary>
public sealed record AliasChange
{
    /// <summary>The model.</summary>
    public required string Name { get; init; }

    /// <summary>The alias.</summary>
    public required string Alias { get; init; }

    /// <summary>The version from then on; null where the alias was removed.</summary>
    public required string? Version { get; init; }

    /// <summary>The version before; null where there was no such alias.</summary>
    public required string? Previous { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who or what changed it, where known.</summary>
    public required string? By { get; init; }

    /// <summary>Why, where known, such as the gate's verdict.</summary>
    public required string? Reason { get; init; }
}
