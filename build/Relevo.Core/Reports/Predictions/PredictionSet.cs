namespace Relevo.Core.Reports.Predictions;

/// <summary>What a model predicted for the held-out rows, beside what was true.</summary>
public sealed record PredictionSet
{
    /// <summary>What kind of predictions they are.</summary>
    public required PredictionKind Kind { get; init; }

    /// <summary>What was true: 0 or 1 for two classes, else the value.</summary>
    public required IReadOnlyList<double> Labels { get; init; }

    /// <summary>What the model said, in the order of <see cref="Labels"/>: the score of class 1, or the value.</summary>
    public required IReadOnlyList<double> Scores { get; init; }

    /// <summary>How many rows the file has; more than <see cref="Labels"/> where these are a uniform sample.</summary>
    public required long RowCount { get; init; }
}
