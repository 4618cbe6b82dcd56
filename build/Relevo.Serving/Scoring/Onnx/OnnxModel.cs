using Microsoft.ML.OnnxRuntime;
using Relevo.Core.Errors;

namespace Relevo.Serving.Scoring.Onnx;

/// <summary>
/// An ONNX graph. Each tensor input is a column; a graph with one matrix input has as many columns as its signature names.
/// </summary>
internal sealed class OnnxModel : IScoringModel
{
    private readonly InferenceSession _session;
    private readonly IReadOnlyList<TensorSpec> _inputs;
    private readonly IReadOnlyList<TensorSpec> _outputs;
    private readonly bool _isMatrixOfColumns;

    private OnnxModel(InferenceSession session, ModelFolder folder)
    {
        _session = session;
        _inputs = [.. session.InputNames.Select(name => TensorSpec.From(name, session.InputMetadata[name], folder))];
        _outputs = ChosenOutputs(session, folder);
        var promised = folder.Signature?.Inputs ?? [];
        _isMatrixOfColumns = _inputs is [{ Shape.Count: 1 } matrix]
            && promised.Count > 0 && promised.All(column => column.IsScalar)
            && (promised.Count > 1 || promised[0].Name != matrix.Name);
        Inputs = _isMatrixOfColumns ? FitMatrix(_inputs[0], promised, folder) : [.. _inputs.Select(input => input.ToColumn(promised))];
        Outputs = [.. _outputs.Select(output => output.ToColumn([]))];
        CheckNames(promised, folder);
    }

    public string Platform => "onnxruntime_onnx";

    public IReadOnlyList<ScoringColumn> Inputs { get; }

    public IReadOnlySet<string> IgnoredInputs { get; } = new HashSet<string>();

    public IReadOnlyList<ScoringColumn> Outputs { get; }

    public static OnnxModel Load(ModelFolder folder)
    {
        InferenceSession? session = null;
        var isLoaded = false;
        try
        {
            using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
            // Threads that spin while idle would eat the machine that the endpoint shares with its owner.
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            session = new InferenceSession(folder.DataFile, options);
            var model = new OnnxModel(session, folder);
            isLoaded = true;
            return model;
        }
        catch (OnnxRuntimeException fault)
        {
            throw new RelevoException(
                $"The ONNX model '{folder.DataFile}' cannot be loaded: {fault.Message.ReplaceLineEndings(" ")}",
                "check that the file is complete and uses operators that ONNX Runtime knows.", ExitCode.Configuration, fault);
        }
        finally
        {
            if (!isLoaded)
                session?.Dispose();
        }
    }

    public ColumnBatch Score(ColumnBatch rows)
    {
        // Graphs exported for a fixed number of rows are run that many rows at a time.
        var size = _inputs.Select(input => input.BatchSize).FirstOrDefault(fixedSize => fixedSize > 0, rows.RowCount);
        if (size == 0 || rows.RowCount % size != 0)
        {
            throw new InvalidInputException(rows.RowCount == 0
                ? "There are no rows to score."
                : $"The model scores {size} rows at a time, got {rows.RowCount}.");
        }

        var results = _outputs.Select(output => output.CreateResult(rows.RowCount)).ToList();
        for (var start = 0; start < rows.RowCount; start += size)
            Run(rows, start, size, results);
        return new ColumnBatch(rows.RowCount, [.. results.Select(result => result.ToValues())]);
    }

    public void Dispose() => _session.Dispose();

    internal static RelevoException Unusable(ModelFolder folder, string problem, string remedy) => new(
        $"The ONNX model '{folder.DataFile}' cannot be served: {problem}.", remedy, ExitCode.Configuration);

    private void Run(ColumnBatch rows, int start, int count, List<TensorResult> results)
    {
        List<OrtValue> inputs = [];
        try
        {
            if (_isMatrixOfColumns)
                inputs.Add(_inputs[0].ToMatrix(rows, start, count));
            else
                inputs.AddRange(_inputs.Select((input, at) => input.ToTensor(rows.Columns[at], start, count)));
            using var options = new RunOptions();
            using var outputs = _session.Run(options, [.. _inputs.Select(input => input.Name)], inputs, [.. _outputs.Select(output => output.Name)]);
            for (var at = 0; at < results.Count; at++)
                results[at].Take(outputs[at], start, count);
        }
        catch (OnnxRuntimeException fault)
        {
            throw new InvalidInputException($"ONNX Runtime does not accept the data: {fault.Message.ReplaceLineEndings(" ")}", fault);
        }
        finally
        {
            foreach (var input in inputs)
                input.Dispose();
        }
    }

    /// <summary>The outputs that the signature names, else the first one: what exporters of classifiers put the label in.</summary>
    private static IReadOnlyList<TensorSpec> ChosenOutputs(InferenceSession session, ModelFolder folder)
    {
        List<string> promised = [.. (folder.Signature?.Outputs ?? []).Select(column => column.Name).Where(session.OutputMetadata.ContainsKey)];
        if (promised.Count == 0)
            promised = [session.OutputNames.FirstOrDefault(name => session.OutputMetadata[name].IsTensor) ?? session.OutputNames[0]];
        return [.. promised.Select(name => TensorSpec.From(name, session.OutputMetadata[name], folder))];
    }

    private static IReadOnlyList<ScoringColumn> FitMatrix(TensorSpec matrix, IReadOnlyList<ScoringColumn> promised, ModelFolder folder) =>
        matrix.Shape[0] < 0 || matrix.Shape[0] == promised.Count ? promised : throw Unusable(
            folder, $"its signature names {promised.Count} columns, its input '{matrix.Name}' has {matrix.Shape[0]}", "log the model with the signature of its training data.");

    private void CheckNames(IReadOnlyList<ScoringColumn> promised, ModelFolder folder)
    {
        if (_isMatrixOfColumns || promised.Count == 0)
            return;
        if (_inputs.FirstOrDefault(input => promised.All(column => column.Name != input.Name)) is { } missing)
            throw Unusable(folder, $"its input '{missing.Name}' is not in its signature", NearestName.Suggest(missing.Name, promised.Select(column => column.Name)));
    }
}
