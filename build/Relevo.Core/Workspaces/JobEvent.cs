namespace Relevo.Core.Workspaces;

/// <summary>Progress of <see cref="IJobs.RunAsync"/>. Steps run in parallel, so their events interleave.</summary>
public abstract record JobEvent
{
    private JobEvent()
    {
    }

    /// <summary>The job has a run and its steps are known.</summary>
    /// <param name="RunId">MLflow's id of the job's (parent) run.</param>
    /// <param name="Url">Where a person can look at it; null where there is no such page.</param>
    /// <param name="Steps">The steps in an order that respects their dependencies.</param>
    public sealed record Started(string RunId, string? Url, IReadOnlyList<JobStep> Steps) : JobEvent;

    /// <summary>A step begins to run.</summary>
    /// <param name="Step">The step's name.</param>
    /// <param name="RunId">MLflow's id of the step's run.</param>
    /// <param name="Reason">Why an earlier result could not be used again, in words.</param>
    public sealed record StepStarted(string Step, string RunId, string Reason) : JobEvent;

    /// <summary>The process of a step wrote a line.</summary>
    /// <param name="Step">The step's name.</param>
    /// <param name="Line">The line, without its line break.</param>
    /// <param name="IsError">True for standard error.</param>
    public sealed record StepOutput(string Step, string Line, bool IsError) : JobEvent;

    /// <summary>A step is over: run, reused, failed, cancelled or not run.</summary>
    /// <param name="Result">How it ended.</param>
    public sealed record StepCompleted(StepResult Result) : JobEvent;

    /// <summary>The job is over.</summary>
    /// <param name="Result">How it ended.</param>
    public sealed record Completed(JobResult Result) : JobEvent;
}
