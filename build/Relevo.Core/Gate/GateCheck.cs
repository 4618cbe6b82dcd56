namespace Relevo.Core.Gate;

/// <summary>One rule with the numbers that it was checked on.</summary>
public sealed record GateCheck
{
    /// <summary>The metric.</summary>
    public required string Metric { get; init; }

    /// <summary>The rule, as <c>gate.yml</c> names it, such as <c>threshold</c> or <c>min_relative_change</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>How it ended.</summary>
    public required CheckStatus Status { get; init; }

    /// <summary>The limit that the rule sets; null where the check needs none.</summary>
    public double? Limit { get; init; }

    /// <summary>The candidate's value; null where it is missing.</summary>
    public double? Candidate { get; init; }

    /// <summary>The baseline's value; null where it is missing or there is no champion.</summary>
    public double? Baseline { get; init; }

    /// <summary>By how much the rule is met (positive or 0) or missed (negative), in units of the limit.</summary>
    public double? Margin { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Explanation { get; init; }
}
