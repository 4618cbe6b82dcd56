namespace Relevo.Core.Workspaces;

/// <summary>A run as MLflow's tracking knows it.</summary>
public sealed record TrackedRun
{
    /// <summary>MLflow's run id.</summary>
    public required string RunId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>MLflow's status: <c>RUNNING</c>, <c>FINISHED</c>, <c>FAILED</c>, <c>KILLED</c>, <c>SCHEDULED</c>.</summary>
    public required string Status { get; init; }

    /// <summary>When it started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The params by key.</summary>
    public required IReadOnlyDictionary<string, string> Params { get; init; }

    /// <summary>The last value of each metric by key; may be NaN or infinite.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The tags by key.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
