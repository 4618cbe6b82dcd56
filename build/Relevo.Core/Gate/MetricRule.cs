namespace Relevo.Core.Gate;

/// <summary>
/// The rules for one metric. Names follow MLflow's <c>MetricThreshold</c>. A change is counted as an improvement: positive where the candidate
/// is better, whichever direction is better.
/// </summary>
public sealed record MetricRule
{
    /// <summary>The metric, as the evaluate step logs it.</summary>
    public required string Name { get; init; }

    /// <summary>True where a larger value is better.</summary>
    public required bool GreaterIsBetter { get; init; }

    /// <summary>The worst value that passes, inclusive.</summary>
    public double? Threshold { get; init; }

    /// <summary>The smallest improvement on the baseline that passes, inclusive, in units of the metric; negative: a regression that is put up with.</summary>
    public double? MinAbsoluteChange { get; init; }

    /// <summary>The same as a share of the baseline's absolute value: 0.01 is one percent.</summary>
    public double? MinRelativeChange { get; init; }

    /// <summary>An improvement beyond this is too good to be believed, and inconclusive.</summary>
    public double? MaxAbsoluteChange { get; init; }

    /// <summary>False where a rule that does not hold is a warning only.</summary>
    public bool IsCritical { get; init; } = true;

    /// <summary>True where any rule compares with the baseline.</summary>
    public bool HasChangeRule => MinAbsoluteChange is not null || MinRelativeChange is not null || MaxAbsoluteChange is not null;
}
