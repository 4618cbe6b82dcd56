namespace Relevo.Core.Jobs;

/// <summary>The <c>settings</c> of a pipeline job.</summary>
public sealed record PipelineSettings
{
    /// <summary>The compute of steps that name none, as written, or null.</summary>
    public string? DefaultCompute { get; init; }

    /// <summary>The datastore of outputs that name none, as written, or null.</summary>
    public string? DefaultDatastore { get; init; }

    /// <summary>Whether independent steps go on after one has failed. Default false.</summary>
    public bool ContinueOnStepFailure { get; init; }

    /// <summary>Whether every step runs again even if its inputs are unchanged. Default false.</summary>
    public bool ForceRerun { get; init; }

    /// <summary>The step to run before all others, or null.</summary>
    public string? OnInit { get; init; }

    /// <summary>The step to run when the pipeline has ended in any way, or null.</summary>
    public string? OnFinalize { get; init; }
}
