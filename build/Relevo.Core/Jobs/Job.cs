using Relevo.Core.Assets;

namespace Relevo.Core.Jobs;

/// <summary>A job file: a <see cref="CommandJob"/>, a <see cref="PipelineJob"/> or an <see cref="UnsupportedJob"/>.</summary>
public abstract record Job : AzureMlResource
{
    /// <summary>Name of the run, or null to let the workspace choose.</summary>
    public string? Name { get; init; }

    /// <summary>Title for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The experiment that the run belongs to.</summary>
    public string? ExperimentName { get; init; }

    /// <summary>The compute as written, such as <c>azureml:cpu-cluster</c>; null for the default.</summary>
    public string? Compute { get; init; }

    /// <summary>What goes in, by name, in file order.</summary>
    public IReadOnlyDictionary<string, JobInput> Inputs { get; init; } = Ordered.Empty<JobInput>();

    /// <summary>What comes out, by name, in file order.</summary>
    public IReadOnlyDictionary<string, JobOutput> Outputs { get; init; } = Ordered.Empty<JobOutput>();

    /// <summary>Whose rights the job runs with, or null for the compute's.</summary>
    public JobIdentity? Identity { get; init; }

    /// <summary>Interactive services that run beside the job, by name.</summary>
    public IReadOnlyDictionary<string, JobService> Services { get; init; } = Ordered.Empty<JobService>();
}
