namespace Relevo.Core.Gate;

/// <summary>What a missing metric of the candidate means. NaN and infinity always fail.</summary>
public enum MissingMetricPolicy
{
    /// <summary>The check fails.</summary>
    Fail,

    /// <summary>The check is skipped with a warning.</summary>
    Skip,
}
