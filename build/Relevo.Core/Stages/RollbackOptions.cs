namespace Relevo.Core.Stages;

/// <summary>What to roll back to, and why.</summary>
public sealed record RollbackOptions
{
    /// <summary>The version to bring back; null for the former champion.</summary>
    public string? ToVersion { get; init; }

    /// <summary>Why, for the record.</summary>
    public string? Justification { get; init; }
}
