using Relevo.Core.Workspaces;

namespace Relevo.Local.Provisioning;

/// <summary>Compares what is with what is asked.</summary>
internal static class ProvisionPlan
{
    public const string Workspace = "workspace";
    public const string Compute = "amlcompute";

    /// <summary>The computes asked for: those of YAML files, then those of variables that no file describes.</summary>
    public static IReadOnlyList<ComputeSpec> Computes(ProvisionRequest request) =>
    [
        .. request.Computes.Select(ComputeSpec.From).Concat(ComputeVariables.Read(request.Variables))
            .DistinctBy(compute => compute.Name, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>The changes in the order in which they are to be made.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="name">The workspace's name for people.</param>
    /// <param name="state">What is there; null where nothing is.</param>
    public static IReadOnlyList<ResourceChange> Compare(ProvisionRequest request, string name, ProvisionedState? state)
    {
        var asked = Computes(request);
        var there = state?.Computes ?? [];
        return
        [
            CompareWorkspace(request, name, state),
            .. asked.Select(compute => CompareCompute(compute, there)),
            .. there.Where(compute => !asked.Any(a => IsSame(a, compute))).Select(Remove),
        ];
    }

    private static ResourceChange CompareWorkspace(ProvisionRequest request, string name, ProvisionedState? state)
    {
        PropertyChange[] properties =
        [
            new("project", state?.Project, request.Project),
            new("environment", state?.Environment, request.Environment),
        ];
        return Change(Workspace, name, state is not null, [.. properties.Where(p => p.Before != p.After)]);
    }

    private static ResourceChange CompareCompute(ComputeSpec asked, IReadOnlyList<ComputeSpec> there)
    {
        var before = there.FirstOrDefault(compute => IsSame(compute, asked));
        return Change(Compute, asked.Name, before is not null, asked.DifferenceFrom(before));
    }

    private static ResourceChange Remove(ComputeSpec compute) => new()
    {
        Action = ChangeAction.Delete,
        ResourceKind = Compute,
        Name = compute.Name,
        Properties = [new("max_instances", compute.MaxInstances.ToString(), null)],
    };

    private static ResourceChange Change(string kind, string name, bool isThere, IReadOnlyList<PropertyChange> properties) => new()
    {
        Action = !isThere ? ChangeAction.Create : properties.Count > 0 ? ChangeAction.Update : ChangeAction.Unchanged,
        ResourceKind = kind,
        Name = name,
        Properties = properties,
    };

    private static bool IsSame(ComputeSpec left, ComputeSpec right) => left.Name.Equals(right.Name, StringComparison.OrdinalIgnoreCase);
}
