namespace Relevo.Core.Workspaces;

/// <summary>How a job ended.</summary>
public sealed record JobResult
{
    /// <summary>MLflow's id of the job's run.</summary>
    public required string RunId { get; init; }

    /// <summary>The experiment that the run belongs to.</summary>
    public required string Experiment { get; init; }

    /// <summary>How it ended: completed only where every step completed.</summary>
    public required JobStatus Status { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Its steps, in an order that respects their dependencies. A command job has one step, named as the job.</summary>
    public required IReadOnlyList<StepResult> Steps { get; init; }

    /// <summary>The job's own outputs by name.</summary>
    public required IReadOnlyDictionary<string, OutputLocation> Outputs { get; init; }

    /// <summary>The data versions that the job read.</summary>
    public required IReadOnlyList<DataVersion> Data { get; init; }
}
