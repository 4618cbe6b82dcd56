namespace Relevo.Core.Gate;

/// <summary>The promotion rules, as read from <c>gate.yml</c>.</summary>
public sealed record GateDefinition
{
    /// <summary>The full path of the file.</summary>
    public required string File { get; init; }

    /// <summary>The version to weigh.</summary>
    public required RegisteredModelReference Candidate { get; init; }

    /// <summary>The version to weigh it against; an alias that is not set means that there is no champion yet.</summary>
    public required RegisteredModelReference Baseline { get; init; }

    /// <summary>How both are scored on the same held-out rows.</summary>
    public required EvaluateDefinition Evaluate { get; init; }

    /// <summary>The rules, in the order of the file; at least one.</summary>
    public required IReadOnlyList<MetricRule> Metrics { get; init; }

    /// <summary>What happens where the rules alone do not tell.</summary>
    public GatePolicy Policy { get; init; } = new();
}
