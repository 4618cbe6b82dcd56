namespace Relevo.Core.Records;

/// <summary>One model's scores on the held-out rows.</summary>
public sealed record ModelEvaluation
{
    /// <summary>The model.</summary>
    public required ModelVersionReference Model { get; init; }

    /// <summary>The run of the evaluate step.</summary>
    public required string RunId { get; init; }

    /// <summary>True where an earlier evaluation of the same model on the same rows was used again.</summary>
    public required bool IsReused { get; init; }

    /// <summary>The metrics that it logged; may hold NaN.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The folder or file with the evaluate step's outputs, such as <c>predictions.csv</c>; null where it has none.</summary>
    public string? Output { get; init; }
}
