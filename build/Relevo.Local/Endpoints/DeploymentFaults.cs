using Relevo.Core.Endpoints;
using Relevo.Core.Errors;
using Relevo.Core.Workspaces;
using Relevo.Serving.Endpoints;

namespace Relevo.Local.Endpoints;

/// <summary>What cannot be deployed or routed here, in words.</summary>
internal static class DeploymentFaults
{
    private const int LoggedLines = 10;

    /// <summary>Refuses a deployment of a kind that this machine cannot serve.</summary>
    public static void ThrowIfAny(DeployRequest request)
    {
        var deployment = request.Deployment;
        if (deployment.Kind == OnlineDeploymentKind.Kubernetes)
        {
            throw new RelevoException(
                $"{deployment.Location}: deployment '{deployment.Name}' is for Kubernetes, and a local workspace has none.",
                "use a managed online deployment.", ExitCode.Configuration);
        }
        if (deployment.CodeConfiguration is { } code)
        {
            throw new RelevoException(
                $"{deployment.Location}: deployment '{deployment.Name}' has a scoring script ('{code.ScoringScript}'), and a local workspace runs none.",
                "remove 'code_configuration:'; ML.NET and ONNX models are served without one.", ExitCode.Configuration);
        }
    }

    /// <summary>Refuses traffic that names an unknown deployment, or shares that are wrong.</summary>
    public static void ThrowIfAny(DesiredEndpoint endpoint, IReadOnlyDictionary<string, int> traffic)
    {
        var faults = (endpoint with { Traffic = traffic, MirrorTraffic = new Dictionary<string, int>() }).FindFaults();
        if (faults.Count > 0)
        {
            throw new RelevoException(
                $"Traffic of endpoint '{endpoint.Name}' cannot be set: {string.Join("; ", faults)}.",
                "name deployments of the endpoint with shares that add up to 100, or to 0.", ExitCode.Workspace);
        }
    }

    /// <summary>The same fault with the last lines of a deployment's log.</summary>
    public static RelevoException WithLog(RelevoException fault, string logFile)
    {
        if (!File.Exists(logFile)) return fault;
        using var reader = new StreamReader(new FileStream(logFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var last = string.Join(Environment.NewLine, lines.TakeLast(LoggedLines).Select(line => $"    {line.TrimEnd()}"));
        return new($"{fault.Problem}{Environment.NewLine}  Its last log lines:{Environment.NewLine}{last}", fault.Remedy, fault.ExitCode, fault);
    }

    public static RelevoException StillLive(string endpoint, string deployment, int percent) => new(
        $"Deployment '{deployment}' of endpoint '{endpoint}' gets {percent} % of the traffic and cannot be removed.",
        "move its traffic to another deployment first.", ExitCode.Workspace);

    public static RelevoException Unknown(string endpoint, IReadOnlyList<string> known) => new(
        $"Endpoint '{endpoint}' does not exist.",
        known.Count == 0 ? "run 'Deploy'." : $"run 'Deploy', or choose one of: {string.Join(", ", known)}.", ExitCode.Workspace);

    public static RelevoException Stopped(string endpoint) => new(
        $"Endpoint '{endpoint}' does not run.", "run 'Serve' or 'Deploy' to start it.", ExitCode.Workspace);
}
