using Relevo.Core.Assets;

namespace Relevo.Core.Endpoints;

/// <summary>A stable address for scoring, managed or on Kubernetes (<c>managedOnlineEndpoint.schema.json</c>).</summary>
public sealed record OnlineEndpoint : AzureMlResource
{
    /// <summary>Name in the workspace.</summary>
    public required string Name { get; init; }

    /// <summary>How callers show who they are. Default <see cref="EndpointAuthMode.Key"/>.</summary>
    public EndpointAuthMode AuthMode { get; init; }

    /// <summary>Share of live traffic by deployment, in percent, 0 to 100; empty where nothing is said.</summary>
    public IReadOnlyDictionary<string, int> Traffic { get; init; } = Ordered.Empty<int>();

    /// <summary>Share of traffic copied to a deployment whose answers are dropped, in percent, 0 to 50.</summary>
    public IReadOnlyDictionary<string, int> MirrorTraffic { get; init; } = Ordered.Empty<int>();

    /// <summary>The Kubernetes compute as written, or null for a managed endpoint.</summary>
    public string? Compute { get; init; }

    /// <summary>Whether the endpoint answers outside its network. Default true.</summary>
    public bool PublicNetworkAccess { get; init; } = true;

    /// <summary>Whose rights the endpoint has, or null for a system-assigned identity.</summary>
    public EndpointIdentity? Identity { get; init; }
}
