using Relevo.Core.Jobs;

namespace Relevo.Core.Workspaces;

/// <summary>A job to run.</summary>
public sealed record JobRequest
{
    /// <summary>The command or pipeline job, as read from its YAML.</summary>
    public required Job Job { get; init; }

    /// <summary>The experiment, where the job names none.</summary>
    public required string DefaultExperiment { get; init; }

    /// <summary>Runs every step, also those whose inputs are unchanged.</summary>
    public bool Force { get; init; }

    /// <summary>Tags for the job's run, such as <c>mlflow.source.git.commit</c>.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
