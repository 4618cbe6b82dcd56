namespace Relevo.Serving.Scoring;

/// <summary>The columns that an <c>MLmodel</c> file promises: its <c>signature</c>.</summary>
public sealed record ModelSignature
{
    /// <summary>The columns to send; empty where the signature does not name any.</summary>
    public IReadOnlyList<ScoringColumn> Inputs { get; init; } = [];

    /// <summary>The columns of a prediction; empty where the signature does not name any.</summary>
    public IReadOnlyList<ScoringColumn> Outputs { get; init; } = [];
}
