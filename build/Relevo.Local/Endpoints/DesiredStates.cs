using Relevo.Core.Endpoints;
using Relevo.Core.Workspaces;
using Relevo.Serving.Endpoints;
using ServedAuthMode = Relevo.Serving.Endpoints.EndpointAuthMode;
using YamlAuthMode = Relevo.Core.Endpoints.EndpointAuthMode;

namespace Relevo.Local.Endpoints;

/// <summary>Builds what an endpoint's process is asked to be. Pure.</summary>
internal static class DesiredStates
{
    /// <summary>An endpoint without deployments.</summary>
    public static DesiredEndpoint Endpoint(OnlineEndpoint endpoint) => new() { Name = endpoint.Name, AuthMode = AuthMode(endpoint.AuthMode) };

    /// <summary>A deployment as its YAML and the model version say.</summary>
    /// <remarks>
    /// Azure ML's <c>max_concurrent_requests_per_instance</c> is 1 where nothing is said, to protect scoring scripts that are not
    /// thread-safe. The models served here are, so 1 means no limit.
    /// </remarks>
    public static DesiredDeployment Deployment(DeployRequest request, string modelFolder)
    {
        var settings = request.Deployment.RequestSettings;
        return new DesiredDeployment
        {
            Name = request.DeploymentName,
            ModelFolder = modelFolder,
            ModelName = request.Model.Model,
            ModelVersion = request.Model.Version,
            InstanceCount = request.Deployment.InstanceCount,
            EnvironmentVariables = request.Deployment.EnvironmentVariables,
            RequestTimeout = settings.RequestTimeout,
            MaxConcurrentRequests = settings.MaxConcurrentRequestsPerInstance is var most and > 1
                ? most * Math.Max(1, request.Deployment.InstanceCount)
                : null,
        };
    }

    /// <summary>The endpoint with one deployment added or replaced; traffic stays.</summary>
    public static DesiredEndpoint With(DesiredEndpoint before, OnlineEndpoint endpoint, DesiredDeployment deployment) => before with
    {
        AuthMode = AuthMode(endpoint.AuthMode),
        Deployments = before.Deployments.Any(d => d.Name == deployment.Name)
            ? [.. before.Deployments.Select(d => d.Name == deployment.Name ? deployment : d)]
            : [.. before.Deployments, deployment],
    };

    /// <summary>The endpoint with one deployment removed.</summary>
    public static DesiredEndpoint Without(DesiredEndpoint before, string deployment) => before with
    {
        Deployments = [.. before.Deployments.Where(d => d.Name != deployment)],
        Traffic = before.Traffic.Where(share => share.Key != deployment).ToDictionary(),
        MirrorTraffic = before.MirrorTraffic.Where(share => share.Key != deployment).ToDictionary(),
    };

    /// <summary>The mirror traffic without those that now get live traffic: nothing is copied to where it already goes.</summary>
    public static IReadOnlyDictionary<string, int> Mirror(IReadOnlyDictionary<string, int> mirror, IReadOnlyDictionary<string, int> traffic) =>
        mirror.Where(share => !traffic.ContainsKey(share.Key)).ToDictionary();

    public static bool IsSameTraffic(IReadOnlyDictionary<string, int> left, IReadOnlyDictionary<string, int> right) =>
        Shares(left).SequenceEqual(Shares(right));

    /// <summary>True where applying <paramref name="after"/> would change nothing.</summary>
    public static bool AreSame(DesiredEndpoint before, DesiredEndpoint after) =>
        before.AuthMode == after.AuthMode
        && before.Deployments.Count == after.Deployments.Count
        && before.Deployments.Zip(after.Deployments).All(pair => AreSame(pair.First, pair.Second));

    private static bool AreSame(DesiredDeployment left, DesiredDeployment right) =>
        left with { EnvironmentVariables = right.EnvironmentVariables } == right
        && Sorted(left.EnvironmentVariables).SequenceEqual(Sorted(right.EnvironmentVariables));

    private static IEnumerable<KeyValuePair<string, int>> Shares(IReadOnlyDictionary<string, int> traffic) =>
        Sorted(traffic).Where(share => share.Value > 0);

    private static IEnumerable<KeyValuePair<string, T>> Sorted<T>(IReadOnlyDictionary<string, T> map) => map.OrderBy(pair => pair.Key, StringComparer.Ordinal);

    private static ServedAuthMode AuthMode(YamlAuthMode mode) => mode switch
    {
        YamlAuthMode.AmlToken => ServedAuthMode.AmlToken,
        YamlAuthMode.AadToken => ServedAuthMode.AadToken,
        _ => ServedAuthMode.Key,
    };
}
