namespace Relevo.Mlflow;

/// <summary>What a run logged: for each metric its latest point, all params and all tags.</summary>
public sealed record RunData
{
    /// <summary>The latest point of each metric: the greatest step, then timestamp, then value.</summary>
    public IReadOnlyList<Metric> Metrics { get => field ?? []; init; }

    /// <summary>All params.</summary>
    public IReadOnlyList<Param> Params { get => field ?? []; init; }

    /// <summary>All tags.</summary>
    public IReadOnlyList<Tag> Tags { get => field ?? []; init; }
}
