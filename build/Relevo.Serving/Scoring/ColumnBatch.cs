namespace Relevo.Serving.Scoring;

/// <summary>Rows of typed values, held column by column.</summary>
/// <param name="rowCount">How many rows.</param>
/// <param name="columns">The columns, each with that many rows.</param>
public sealed class ColumnBatch(int rowCount, IReadOnlyList<ColumnValues> columns)
{
    /// <summary>How many rows.</summary>
    public int RowCount { get; } = rowCount;

    /// <summary>The columns.</summary>
    public IReadOnlyList<ColumnValues> Columns { get; } = columns;
}
