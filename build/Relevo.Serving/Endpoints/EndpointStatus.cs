namespace Relevo.Serving.Endpoints;

/// <summary>What an endpoint is at the moment: the answer of <c>GET /-/status</c>, and the content of <c>running.json</c>.</summary>
public sealed record EndpointStatus
{
    /// <summary>The endpoint's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it listens: <c>http://127.0.0.1:{port}/</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>The endpoint's own process.</summary>
    public required int ProcessId { get; init; }

    /// <summary>Tells the process from a later one that was given the same number.</summary>
    public required string ProcessIdentity { get; init; }

    /// <summary>When the process started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How callers show who they are.</summary>
    public EndpointAuthMode AuthMode { get; init; }

    /// <summary>Its deployments, in the order of the desired state.</summary>
    public IReadOnlyList<DeploymentStatus> Deployments { get; init; } = [];

    /// <summary>Where requests in Azure ML's form go.</summary>
    public Uri ScoringUri() => new(Address, "score");
}
