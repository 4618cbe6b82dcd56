using Relevo.Core.Workspaces;

namespace Relevo.Core.Stages;

/// <summary>What <c>Ship</c> would do, found out without touching anything.</summary>
public sealed record ProjectPlan
{
    /// <summary>The workspace's resources.</summary>
    public required IReadOnlyList<ResourceChange> Resources { get; init; }

    /// <summary>The data assets by name.</summary>
    public required IReadOnlyDictionary<string, DataPlan> Data { get; init; }

    /// <summary>The training job's steps; null where they cannot be told before the data is registered, or before the workspace is there.</summary>
    public required IReadOnlyList<StepPlan>? Steps { get; init; }

    /// <summary>What the endpoint lacks of serving the champion, in one line; null where it serves it, or there is no champion or no endpoint.</summary>
    public required string? Deployment { get; init; }

    /// <summary>True where <c>Ship</c> would change anything.</summary>
    public bool HasChanges => Resources.Any(r => r.IsPending) || Data.Values.Any(d => d.Existing is null) || Steps is null || Steps.Any(s => s.WillRun) || Deployment is not null;
}
