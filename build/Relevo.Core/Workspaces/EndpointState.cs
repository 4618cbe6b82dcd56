namespace Relevo.Core.Workspaces;

/// <summary>An online endpoint as it is now.</summary>
public sealed record EndpointState
{
    /// <summary>The endpoint's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where requests go, such as <c>http://127.0.0.1:5001/score</c>; null while it is stopped.</summary>
    public required Uri? ScoringUri { get; init; }

    /// <summary>True where it answers requests.</summary>
    public required bool IsRunning { get; init; }

    /// <summary>Azure ML's authentication mode, such as <c>key</c>.</summary>
    public required string AuthMode { get; init; }

    /// <summary>Its deployments.</summary>
    public required IReadOnlyList<DeploymentState> Deployments { get; init; }

    /// <summary>The deployment with most of the traffic; null where none has any.</summary>
    public DeploymentState? Live => Deployments.Where(d => d.TrafficPercent > 0).MaxBy(d => d.TrafficPercent);
}
