using Relevo.Core.Records;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Stages;

/// <summary>Where a project stands in one environment: its lineage from commit to deployment.</summary>
public sealed record ProjectStatus
{
    /// <summary>The newest record of each stage, in the order of the lifecycle; stages that never ran are left out.</summary>
    public required IReadOnlyList<StageRecord> Records { get; init; }

    /// <summary>The champion; null where there is none.</summary>
    public ModelVersion? Champion { get; init; }

    /// <summary>The challenger; null where there is none.</summary>
    public ModelVersion? Challenger { get; init; }

    /// <summary>The endpoint; null where the project has none, or it is not deployed.</summary>
    public EndpointState? Endpoint { get; init; }

    /// <summary>The newest record of a stage.</summary>
    public T? Latest<T>()
        where T : StageRecord => Records.OfType<T>().FirstOrDefault();
}
