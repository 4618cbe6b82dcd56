using Microsoft.ML;
using Microsoft.ML.Data;

namespace Relevo.Serving.Scoring.MlNet;

/// <summary>One set of a pipeline's mappers, fed with one row at a time. For one thread at a time.</summary>
internal sealed class RowScorer : IDisposable
{
    private readonly InputRow _input;
    private readonly DataViewRow _mapped;
    private readonly OutputCell[] _outputs;
    private readonly int[] _sources;

    public RowScorer(IRowToRowMapper mapper, IReadOnlyList<DataViewSchema.Column> outputs, int[] sources)
    {
        _sources = sources;
        _input = new InputRow(mapper.InputSchema);
        _mapped = mapper.GetRow(_input, outputs);
        _outputs = [.. outputs.Select(column =>
        {
            var cell = OutputCell.For(column);
            cell.Attach(_mapped, _mapped.Schema[column.Index]);
            return cell;
        })];
    }

    public ColumnBatch Score(ColumnBatch rows)
    {
        for (var column = 0; column < _sources.Length; column++)
            _input.Slots[column]?.Bind(_sources[column] < 0 ? null : rows.Columns[_sources[column]]);
        foreach (var output in _outputs)
            output.Begin(rows.RowCount);
        for (var row = 0; row < rows.RowCount; row++)
        {
            _input.MoveTo(row);
            foreach (var output in _outputs)
                output.Read(row);
        }

        return new ColumnBatch(rows.RowCount, [.. _outputs.Select(output => output.End())]);
    }

    public void Dispose()
    {
        _mapped.Dispose();
        _input.Dispose();
    }
}
