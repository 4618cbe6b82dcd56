namespace Relevo.Core.Jobs;

/// <summary>How a command is spread over processes.</summary>
public sealed record JobDistribution
{
    /// <summary><c>pytorch</c>, <c>tensorflow</c>, <c>mpi</c> or <c>ray</c>, in lower case.</summary>
    public required string Type { get; init; }

    /// <summary>Processes on each node (<c>process_count_per_instance</c>), or null.</summary>
    public int? ProcessCountPerInstance { get; init; }

    /// <summary>TensorFlow workers, or null.</summary>
    public int? WorkerCount { get; init; }

    /// <summary>TensorFlow parameter servers, or null.</summary>
    public int? ParameterServerCount { get; init; }
}
