using System.Collections.Concurrent;
using Microsoft.ML;
using Microsoft.ML.Data;
using Relevo.Core.Errors;

namespace Relevo.Serving.Scoring.MlNet;

/// <summary>
/// An ML.NET pipeline, scored row by row without generated row types: rows are fed through the pipeline's own row mapper. Mappers
/// keep state, so each thread takes one from a pool.
/// </summary>
internal sealed class MlNetModel : IScoringModel
{
    private readonly IRowToRowMapper _mapper;
    private readonly IReadOnlyList<DataViewSchema.Column> _outputColumns;

    /// <summary>For each column of the model's schema, where it is among <see cref="Inputs"/>; -1: nowhere.</summary>
    private readonly int[] _sources;

    private readonly ConcurrentBag<RowScorer> _pool = [];

    private MlNetModel(IRowToRowMapper mapper, IReadOnlyList<DataViewSchema.Column> outputColumns, IReadOnlyList<ScoringColumn> inputs)
    {
        _mapper = mapper;
        _outputColumns = outputColumns;
        Inputs = inputs;
        Outputs = [.. outputColumns.Select(column => OutputCell.For(column).Column)];
        var positions = inputs.Index().ToDictionary(input => input.Item.Name, input => input.Index, StringComparer.Ordinal);
        _sources = [.. mapper.InputSchema.Select(column => positions.GetValueOrDefault(column.Name, -1))];
        IgnoredInputs = mapper.InputSchema.Select(column => column.Name).Where(name => !positions.ContainsKey(name)).ToHashSet(StringComparer.Ordinal);
    }

    public string Platform => "mlnet";

    public IReadOnlyList<ScoringColumn> Inputs { get; }

    public IReadOnlySet<string> IgnoredInputs { get; }

    public IReadOnlyList<ScoringColumn> Outputs { get; }

    public static MlNetModel Load(ModelFolder folder)
    {
        try
        {
            var transformer = new MLContext().Model.Load(folder.DataFile, out var schema);
            if (schema is null)
                throw Unusable(folder, "it was saved without the schema of its input", "pass the training data's schema to 'Model.Save'.");
            if (!transformer.IsRowToRowMapper)
                throw Unusable(folder, "a step of it needs more than one row at a time", "leave that step out of the saved pipeline.");
            var mapper = transformer.GetRowToRowMapper(schema);
            var outputs = ModelColumns.Outputs(folder, mapper);
            var model = new MlNetModel(mapper, outputs, ModelColumns.Inputs(folder, mapper, outputs));
            model._pool.Add(model.CreateScorer()); // A column of a type that cannot be fed shows now, not at the first request.
            return model;
        }
        catch (Exception fault) when (fault is not (RelevoException or OutOfMemoryException))
        {
            // ML.NET reports a damaged or foreign file by whatever its readers happen to throw.
            throw new RelevoException(
                $"The ML.NET model '{folder.DataFile}' cannot be loaded: {fault.Message.ReplaceLineEndings(" ")}",
                "check that the file is complete and was saved by ML.NET 5 or older with trainers of Microsoft.ML, FastTree or LightGbm.",
                ExitCode.Configuration, fault);
        }
    }

    public ColumnBatch Score(ColumnBatch rows)
    {
        var scorer = _pool.TryTake(out var pooled) ? pooled : CreateScorer();
        var isReusable = false;
        try
        {
            var predictions = scorer.Score(rows);
            isReusable = true;
            return predictions;
        }
        catch (OverflowException fault)
        {
            throw new InvalidInputException("A whole number is out of the range of the model's column.", fault);
        }
        finally
        {
            if (isReusable)
                _pool.Add(scorer);
            else
                scorer.Dispose();
        }
    }

    public void Dispose()
    {
        while (_pool.TryTake(out var scorer))
            scorer.Dispose();
    }

    internal static RelevoException Unusable(ModelFolder folder, string problem, string remedy) => new(
        $"The ML.NET model '{folder.DataFile}' cannot be served: {problem}.", remedy, ExitCode.Configuration);

    private RowScorer CreateScorer() => new(_mapper, _outputColumns, _sources);
}
