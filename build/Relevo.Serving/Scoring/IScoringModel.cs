namespace Relevo.Serving.Scoring;

/// <summary>A loaded model of any kind. May be used by several threads at the same time.</summary>
public interface IScoringModel : IDisposable
{
    /// <summary>The kind, as Open Inference Protocol names platforms: <c>mlnet</c>, <c>onnxruntime_onnx</c>.</summary>
    string Platform { get; }

    /// <summary>The columns it takes, in the order of rows without names.</summary>
    IReadOnlyList<ScoringColumn> Inputs { get; }

    /// <summary>Columns that a request may hold though the model does not look at them, such as the label it was trained on.</summary>
    IReadOnlySet<string> IgnoredInputs { get; }

    /// <summary>The columns of a prediction. One: a prediction is its value; several: a record.</summary>
    IReadOnlyList<ScoringColumn> Outputs { get; }

    /// <summary>Predicts, row by row.</summary>
    /// <param name="rows">One column for each of <see cref="Inputs"/>, in that order.</param>
    /// <returns>One column for each of <see cref="Outputs"/>, with as many rows.</returns>
    /// <exception cref="InvalidInputException">The values do not fit the model.</exception>
    ColumnBatch Score(ColumnBatch rows);
}
