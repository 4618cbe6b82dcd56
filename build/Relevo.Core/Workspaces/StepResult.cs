namespace Relevo.Core.Workspaces;

/// <summary>How a step of a job ended.</summary>
public sealed record StepResult
{
    /// <summary>The step's name.</summary>
    public required string Step { get; init; }

    /// <summary>How it ended.</summary>
    public required JobStatus Status { get; init; }

    /// <summary>MLflow's id of the run in which the step's process ran: an earlier one where the step was reused; null where it never ran.</summary>
    public string? RunId { get; init; }

    /// <summary>True where an earlier result with the same inputs was used again.</summary>
    public bool IsReused { get; init; }

    /// <summary>Why it ran, was reused, or failed, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The exit code of its process; null where none ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>How long its process ran.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Its outputs by name.</summary>
    public IReadOnlyDictionary<string, OutputLocation> Outputs { get; init; } = new Dictionary<string, OutputLocation>();

    /// <summary>The file with everything the process wrote; null where it never ran here.</summary>
    public string? LogFile { get; init; }
}
