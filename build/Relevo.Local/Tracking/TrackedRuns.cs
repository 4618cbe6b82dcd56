using Relevo.Core.Workspaces;
using Relevo.Mlflow;

namespace Relevo.Local.Tracking;

/// <summary>Puts MLflow's runs into the contract's terms.</summary>
internal static class TrackedRuns
{
    public static TrackedRun From(Run run) => new()
    {
        RunId = run.Info.RunId,
        Name = run.Info.RunName ?? run.Info.RunId,
        Status = run.Info.Status.ToString().ToUpperInvariant(),
        StartedAt = Time(run.Info.StartTime ?? 0),
        EndedAt = run.Info.EndTime is { } ended ? Time(ended) : null,
        Params = run.Data.Params.ToDictionary(param => param.Key, param => param.Value),
        Metrics = run.Data.Metrics.ToDictionary(metric => metric.Key, Value),
        Tags = run.Data.Tags.ToDictionary(tag => tag.Key, tag => tag.Value),
    };

    public static MetricPoint Point(Metric metric) => new(metric.Step, Value(metric), Time(metric.Timestamp ?? 0));

    public static DateTimeOffset Time(long unixMilliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);

    private static double Value(Metric metric) => metric.Value ?? double.NaN;
}
