namespace Relevo.Core.Workspaces;

/// <summary>A deployment of an online endpoint as it is now.</summary>
public sealed record DeploymentState
{
    /// <summary>The deployment's name.</summary>
    public required string Name { get; init; }

    /// <summary>The registered model that it serves.</summary>
    public required string Model { get; init; }

    /// <summary>The version that it serves.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>Its share of the traffic, 0 to 100.</summary>
    public required int TrafficPercent { get; init; }

    /// <summary>True where it answers its health probe.</summary>
    public required bool IsHealthy { get; init; }
}
