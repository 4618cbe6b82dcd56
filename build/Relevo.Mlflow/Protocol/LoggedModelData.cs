namespace Relevo.Mlflow;

/// <summary>What is known of a logged model beyond its state.</summary>
public sealed record LoggedModelData
{
    /// <summary>All params.</summary>
    public IReadOnlyList<Param> Params { get => field ?? []; init; }

    /// <summary>All points that were measured on it.</summary>
    public IReadOnlyList<Metric> Metrics { get => field ?? []; init; }
}
