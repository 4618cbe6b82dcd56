namespace Relevo.Core.Data;

/// <summary>The columns of a table while it is read.</summary>
internal sealed class ColumnSet
{
    private const int MaxSampledNumbers = 32_000_000;
    private const int MaxSampledNumbersInColumn = 1_000_000;
    private const int MinSampledNumbersInColumn = 10_000;

    private readonly List<ColumnSummary> _columns = [];
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    private long _rows;

    /// <summary>True where neither a header nor a row was seen.</summary>
    public bool IsEmpty => _columns.Count == 0;

    /// <summary>Takes the header of a file with separated values.</summary>
    /// <returns>False where an earlier file has another one.</returns>
    public bool TryUseHeader(IReadOnlyList<string> names)
    {
        if (!IsEmpty)
            return names.SequenceEqual(_columns.Select(column => column.Name), StringComparer.Ordinal);
        var limit = Math.Clamp(MaxSampledNumbers / Math.Max(1, names.Count), MinSampledNumbersInColumn, MaxSampledNumbersInColumn);
        _columns.AddRange(names.Select(name => new ColumnSummary(name, limit)));
        return true;
    }

    /// <summary>The place of the column with this name, which is added where it is new.</summary>
    public int IndexOf(string name)
    {
        if (_indexes.TryGetValue(name, out var index))
            return index;
        _columns.Add(new(name, MaxSampledNumbersInColumn));
        return _indexes[name] = _columns.Count - 1;
    }

    /// <summary>Counts a row; values that are not observed until the next one are missing.</summary>
    public void BeginRow() => _rows++;

    /// <summary>Takes a value of the row.</summary>
    /// <param name="column">The column's place.</param>
    /// <param name="value">The value as it is written.</param>
    /// <param name="isText">True where it is text even though it may look like a number or a missing value.</param>
    public void Observe(int column, string value, bool isText)
    {
        if (isText || !MissingValues.Contains(value))
            _columns[column].Add(value, isText);
    }

    /// <summary>What was seen.</summary>
    public DatasetStatistics ToStatistics() => new()
    {
        NumExamples = _rows,
        Features = [.. _columns.Select(column => column.ToStatistics(_rows))],
    };
}
