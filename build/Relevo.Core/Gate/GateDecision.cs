namespace Relevo.Core.Gate;

/// <summary>The gate's verdict and what it rests on.</summary>
public sealed record GateDecision
{
    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why, in one sentence for people.</summary>
    public required string Summary { get; init; }

    /// <summary>True where there was no champion to compare with.</summary>
    public bool IsFirst { get; init; }

    /// <summary>True where the candidate is the champion already, so that nothing had to be decided.</summary>
    public bool IsUnchanged { get; init; }

    /// <summary>Every check, in the order of <c>gate.yml</c>.</summary>
    public IReadOnlyList<GateCheck> Checks { get; init; } = [];

    /// <summary>What to know besides.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
