namespace Relevo.Core.Workspaces;

/// <summary>One line of a plan: what would be done to one resource.</summary>
public sealed record ResourceChange
{
    /// <summary>What would be done.</summary>
    public required ChangeAction Action { get; init; }

    /// <summary>The kind of resource in the field's words, such as <c>workspace</c> or <c>amlcompute</c>.</summary>
    public required string ResourceKind { get; init; }

    /// <summary>The resource's name.</summary>
    public required string Name { get; init; }

    /// <summary>The properties that differ, or that a new resource gets.</summary>
    public IReadOnlyList<PropertyChange> Properties { get; init; } = [];

    /// <summary>True where applying the plan does something.</summary>
    public bool IsPending => Action != ChangeAction.Unchanged;
}
