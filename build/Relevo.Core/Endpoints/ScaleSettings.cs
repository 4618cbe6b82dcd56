namespace Relevo.Core.Endpoints;

/// <summary>How a deployment adds and removes instances.</summary>
public sealed record ScaleSettings
{
    /// <summary><c>default</c> or <c>target_utilization</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Fewest instances, or null.</summary>
    public int? MinInstances { get; init; }

    /// <summary>Most instances, or null.</summary>
    public int? MaxInstances { get; init; }

    /// <summary>Utilization to aim at, in percent, or null.</summary>
    public int? TargetUtilizationPercentage { get; init; }

    /// <summary>Time between decisions, or null.</summary>
    public TimeSpan? PollingInterval { get; init; }
}
