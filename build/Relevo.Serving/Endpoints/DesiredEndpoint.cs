using System.Text.RegularExpressions;

namespace Relevo.Serving.Endpoints;

/// <summary>What an online endpoint should be. Written to <c>endpoint.json</c> in its state folder.</summary>
public sealed partial record DesiredEndpoint
{
    /// <summary>The endpoint's name.</summary>
    public required string Name { get; init; }

    /// <summary>The port it listens on, on the loopback address. 0: the one it had before, else any free one, which is then kept.</summary>
    public int Port { get; init; }

    /// <summary>How callers show who they are.</summary>
    public EndpointAuthMode AuthMode { get; init; }

    /// <summary>The deployments behind it, each in a process of its own.</summary>
    public IReadOnlyList<DesiredDeployment> Deployments { get; init => field = value ?? []; } = [];

    /// <summary>Deployment to its share of the requests in per cent. The sum is 0 (nothing is routed) or 100; one not named gets 0.</summary>
    public IReadOnlyDictionary<string, int> Traffic { get; init => field = value ?? field; } = new Dictionary<string, int>();

    /// <summary>Deployment to the share of requests in per cent (at most 50) that is copied to it, its answers dropped.</summary>
    public IReadOnlyDictionary<string, int> MirrorTraffic { get; init => field = value ?? field; } = new Dictionary<string, int>();

    /// <summary>The share of the requests in per cent that a deployment gets.</summary>
    public int TrafficOf(string deployment) => Traffic.GetValueOrDefault(deployment);

    /// <summary>Everything that is wrong with it, one line each; empty when it can be applied.</summary>
    public IReadOnlyList<string> FindFaults()
    {
        List<string> faults = [];
        if (Deployments.Any(deployment => deployment is null))
            return ["a deployment is null"];
        if (!NamePattern().IsMatch(Name))
            faults.Add($"endpoint name '{Name}' must be 1 to 64 letters, digits, '-', '_' or '.', starting with a letter or digit");
        if (Port is < 0 or > 65535)
            faults.Add($"port {Port} is not within 0 to 65535");
        if (!Enum.IsDefined(AuthMode))
            faults.Add($"auth mode {(int)AuthMode} is not one of key, aml_token, aad_token");
        foreach (var deployment in Deployments)
            AddFaults(deployment, faults);
        foreach (var twice in Deployments.CountBy(deployment => deployment.Name, StringComparer.OrdinalIgnoreCase).Where(name => name.Value > 1))
            faults.Add($"deployment '{twice.Key}' is named {twice.Value} times");
        AddTrafficFaults("traffic", Traffic, 100, faults);
        AddTrafficFaults("mirror traffic", MirrorTraffic, 50, faults);
        if (Traffic.Values.Sum(percent => (long)percent) is var sum && sum is not (0 or 100))
            faults.Add($"traffic adds up to {sum} %, not to 0 or 100");
        return faults;
    }

    private static void AddFaults(DesiredDeployment deployment, List<string> faults)
    {
        if (!NamePattern().IsMatch(deployment.Name))
            faults.Add($"deployment name '{deployment.Name}' must be 1 to 64 letters, digits, '-', '_' or '.', starting with a letter or digit");
        if (!Path.IsPathFullyQualified(deployment.ModelFolder))
            faults.Add($"deployment '{deployment.Name}': model folder '{deployment.ModelFolder}' is not an absolute path");
        if (deployment.RequestTimeout <= TimeSpan.Zero || deployment.RequestTimeout > TimeSpan.FromHours(1))
            faults.Add($"deployment '{deployment.Name}': request timeout {deployment.RequestTimeout} is not within 0 to 1 hour");
        if (deployment.MaxConcurrentRequests is < 1)
            faults.Add($"deployment '{deployment.Name}': max concurrent requests {deployment.MaxConcurrentRequests} is below 1");
        foreach (var name in deployment.EnvironmentVariables.Keys.Where(name => name.Length == 0 || name.Contains('=') || name.Contains('\0')))
            faults.Add($"deployment '{deployment.Name}': '{name}' is not a name for an environment variable");
    }

    private void AddTrafficFaults(string kind, IReadOnlyDictionary<string, int> traffic, int most, List<string> faults)
    {
        foreach (var (name, percent) in traffic)
        {
            if (Deployments.All(deployment => deployment.Name != name))
                faults.Add($"{kind} names deployment '{name}', which is not one of: {Names()}");
            if (percent < 0 || percent > most)
                faults.Add($"{kind} of '{name}' is {percent} %, not within 0 to {most}");
        }
    }

    private string Names() => Deployments.Count == 0 ? "(none)" : string.Join(", ", Deployments.Select(deployment => deployment.Name).Order());

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex NamePattern();
}
