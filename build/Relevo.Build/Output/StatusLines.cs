using System.Globalization;
using Relevo.Core.Records;
using Relevo.Core.Stages;
using Relevo.Core.Workspaces;

namespace Relevo.Build.Output;

/// <summary>Where a project stands, as lines.</summary>
internal static class StatusLines
{
    private const int Column = 12;

    /// <summary>The lineage from commit to deployment.</summary>
    public static IEnumerable<string> Of(Style style, ProjectStatus status)
    {
        if (status.Records.Count == 0)
        {
            yield return "Nothing has been shipped yet: run ./build.sh.";
            yield break;
        }
        var train = status.Latest<TrainRecord>();
        var gate = status.Latest<GateRecord>();
        if (train is not null) yield return Row("commit", train.Source.ToString());
        foreach (var asset in status.Latest<RegisterDataRecord>()?.Assets ?? [])
            yield return Row("data", $"{asset.Version.Name} version {asset.Version.Version} (sha256 {Words.Short(asset.Version.Digest)})");
        if (train is not null) yield return Row("run", $"{train.Job.RunId} {style.Faint($"{train.Job.Status.ToString().ToLowerInvariant()} {Age(train)}")}");
        yield return Row("challenger", Version(style, status.Challenger));
        yield return Row("champion", Version(style, status.Champion));
        if (gate is not null) yield return Row("verdict", $"{GateTable.Verdict(style, gate)} - {gate.Decision.Summary}");
        if (status.Latest<RollbackRecord>() is { } rollback && !(gate?.StartedAt > rollback.StartedAt))
            yield return Row("rolled back", $"from version {rollback.From.Version} to {rollback.To.Version} {Age(rollback)} by {rollback.By}{(rollback.Justification is { Length: > 0 } why ? $": {why}" : "")}");
        foreach (var line in Endpoint(style, status.Endpoint)) yield return line;
    }

    /// <summary>The end of <c>Ship</c>.</summary>
    public static IEnumerable<string> Shipped(Style style, ProjectStatus status, string report, string? sampleCommand)
    {
        if (status.Latest<GateRecord>() is { } gate) yield return Row("verdict", $"{GateTable.Verdict(style, gate)} - {gate.Decision.Summary}");
        yield return Row("champion", Version(style, status.Champion));
        if (status.Challenger?.Version != status.Champion?.Version) yield return Row("challenger", Version(style, status.Challenger));
        foreach (var line in Endpoint(style, status.Endpoint)) yield return line;
        yield return Row("report", report);
        if (sampleCommand is null) yield break;
        yield return "";
        yield return style.Strong(sampleCommand);
    }

    private static IEnumerable<string> Endpoint(Style style, EndpointState? endpoint)
    {
        if (endpoint is null) yield break;
        yield return Row("endpoint", endpoint.IsRunning ? $"{style.Strong(endpoint.ScoringUri?.ToString() ?? endpoint.Name)}" : style.Warn($"{endpoint.Name} is stopped; Deploy or Serve starts it"));
        foreach (var deployment in endpoint.Deployments.OrderByDescending(d => d.TrafficPercent))
        {
            var health = deployment.IsHealthy ? style.Good("healthy") : endpoint.IsRunning ? style.Bad("unhealthy") : style.Faint("stopped");
            yield return Row("", $"{deployment.Name}: version {deployment.ModelVersion}, {deployment.TrafficPercent} % of traffic, {health}");
        }
    }

    private static string Version(Style style, ModelVersion? version) => version is null ? style.Faint("none") : $"{version.Model} version {style.Strong(version.Version)}";

    private static string Age(StageRecord record) => string.Create(CultureInfo.InvariantCulture, $"at {(record.StartedAt + record.Duration).ToLocalTime():yyyy-MM-dd HH:mm}");

    private static string Row(string name, string text) => name.PadRight(Column) + text;
}
