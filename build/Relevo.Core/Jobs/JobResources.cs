namespace Relevo.Core.Jobs;

/// <summary>What a command asks of its compute.</summary>
public sealed record JobResources
{
    /// <summary>Nodes. Default 1.</summary>
    public int InstanceCount { get; init; } = 1;

    /// <summary>The size of a node, or null for the compute's.</summary>
    public string? InstanceType { get; init; }

    /// <summary>Shared memory as Docker writes it, such as <c>2g</c>, or null.</summary>
    public string? SharedMemorySize { get; init; }

    /// <summary>Additional arguments of <c>docker run</c>, or null.</summary>
    public string? DockerArguments { get; init; }
}
