using Relevo.Core.Compute;
using Relevo.Core.Workspaces;

namespace Relevo.Local.Provisioning;

/// <summary>What the workspace keeps of a compute. On one machine only <see cref="MaxInstances"/> has an effect: it bounds how many steps run at a time.</summary>
internal sealed record ComputeSpec
{
    public required string Name { get; init; }

    public string? Size { get; init; }

    public int MinInstances { get; init; }

    public required int MaxInstances { get; init; }

    public string Tier { get; init; } = "dedicated";

    public static ComputeSpec From(AmlCompute compute) => new()
    {
        Name = compute.Name,
        Size = compute.Size,
        MinInstances = compute.MinInstances,
        MaxInstances = compute.MaxInstances,
        Tier = compute.Tier == ComputeTier.LowPriority ? "low_priority" : "dedicated",
    };

    /// <summary>The properties that differ from what is there, under the names of <c>amlCompute.schema.json</c>.</summary>
    public IReadOnlyList<PropertyChange> DifferenceFrom(ComputeSpec? before) =>
    [
        .. new PropertyChange[]
        {
            new("size", before?.Size, Size),
            new("min_instances", before?.MinInstances.ToString(), MinInstances.ToString()),
            new("max_instances", before?.MaxInstances.ToString(), MaxInstances.ToString()),
            new("tier", before?.Tier, Tier),
        }.Where(property => property.Before != property.After),
    ];
}
