using System.Text.Json;
using Relevo.Serving.Endpoints;

namespace Relevo.Local.Endpoints;

/// <summary>What the process of an endpoint says of itself, as far as callers want to know it.</summary>
/// <param name="ScoringUri">Where requests go.</param>
/// <param name="Healthy">The deployments that answer.</param>
internal sealed record EndpointObservation(Uri ScoringUri, IReadOnlySet<string> Healthy)
{
    public static EndpointObservation From(EndpointStatus status) => new(
        status.ScoringUri(),
        status.Deployments.Where(deployment => deployment.State == DeploymentState.Healthy).Select(deployment => deployment.Name).ToHashSet());

    /// <summary>Reads the answer of <c>GET /-/status</c>.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="KeyNotFoundException">It is not a status.</exception>
    /// <exception cref="InvalidOperationException">It is not a status.</exception>
    public static EndpointObservation Parse(Uri address, ReadOnlyMemory<byte> status)
    {
        using var json = JsonDocument.Parse(status);
        var healthy = new HashSet<string>(StringComparer.Ordinal);
        foreach (var deployment in json.RootElement.GetProperty("deployments").EnumerateArray())
        {
            if (deployment.GetProperty("state").GetString() == nameof(DeploymentState.Healthy))
                healthy.Add(deployment.GetProperty("name").GetString() ?? "");
        }
        return new EndpointObservation(new Uri(address, "score"), healthy);
    }
}
