using Relevo.Core.Assets;

namespace Relevo.Core.Compute;

/// <summary>A cluster of machines (<c>amlCompute.schema.json</c>).</summary>
public sealed record AmlCompute : AzureMlResource
{
    /// <summary>Name in the workspace.</summary>
    public required string Name { get; init; }

    /// <summary>Size of a machine, such as <c>Standard_DS3_v2</c>; null for Azure ML's default.</summary>
    public string? Size { get; init; }

    /// <summary>Machines that are always on. Default 0.</summary>
    public int MinInstances { get; init; }

    /// <summary>Most machines at a time, so most steps at a time. Default 4, as in Azure ML.</summary>
    public int MaxInstances { get; init; } = 4;

    /// <summary>Idle time before a machine is given back. Default 120 seconds, as in Azure ML.</summary>
    public TimeSpan IdleTimeBeforeScaleDown { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Price tier. Default <see cref="ComputeTier.Dedicated"/>.</summary>
    public ComputeTier Tier { get; init; }

    /// <summary>Azure region, or null for the workspace's.</summary>
    public string? Region { get; init; }
}
