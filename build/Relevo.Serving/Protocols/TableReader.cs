using System.Text.Json;
using Relevo.Serving.Scoring;

namespace Relevo.Serving.Protocols;

/// <summary>Reads the forms in which a table arrives in JSON into the columns that a model takes.</summary>
internal sealed class TableReader(IScoringModel model)
{
    private readonly ColumnBuilder[] _columns = [.. model.Inputs.Select(ColumnBuilder.For)];

    private readonly Dictionary<string, int> _positions =
        model.Inputs.Index().ToDictionary(input => input.Item.Name, input => input.Index, StringComparer.Ordinal);

    /// <summary>Any form: an object with <c>data</c>, an object of columns, an array of objects, of arrays or of values.</summary>
    public ColumnBatch ReadAny(JsonElement json, string name) => json.ValueKind switch
    {
        JsonValueKind.Object when json.TryGetProperty("data", out var data) && data.ValueKind is JsonValueKind.Array && !_positions.ContainsKey("data") => ReadSplit(json, name),
        JsonValueKind.Object => ReadColumns(json, name),
        JsonValueKind.Array => ReadArray(json, name),
        _ => throw new InvalidInputException($"'{name}' must be an object or an array, got {json.ValueKind}."),
    };

    /// <summary><c>{"columns": ["a"], "index": [0], "data": [[1]]}</c>, as pandas writes it; without <c>columns</c> in the model's order.</summary>
    public ColumnBatch ReadSplit(JsonElement json, string name)
    {
        if (json.ValueKind is not JsonValueKind.Object || !json.TryGetProperty("data", out var data) || data.ValueKind is not JsonValueKind.Array)
            throw new InvalidInputException($"'{name}' must be an object with 'columns' and 'data', an array of rows.");
        if (json.TryGetProperty("index", out var index) && index.ValueKind is JsonValueKind.Array && index.GetArrayLength() != data.GetArrayLength())
            throw new InvalidInputException($"'{name}.index' has {index.GetArrayLength()} entries, 'data' has {data.GetArrayLength()} rows.");
        if (!json.TryGetProperty("columns", out var columns) || columns.ValueKind is JsonValueKind.Null)
            return ReadRows(data, name + ".data");
        if (columns.ValueKind is not JsonValueKind.Array)
            throw new InvalidInputException($"'{name}.columns' must be an array of names.");
        List<string> names = [.. columns.EnumerateArray().Select(column =>
            column.ValueKind is JsonValueKind.String ? column.GetString()! : column.GetRawText())]; // A string is not null.
        if (model.Inputs is [{ IsScalar: false } vector] && !names.Contains(vector.Name, StringComparer.Ordinal))
            return ReadRows(data, name + ".data"); // A matrix without names of its own takes the columns as they come.
        return ReadRows(data, MapHeader(names));
    }

    /// <summary><c>[{"a": 1}]</c>.</summary>
    public ColumnBatch ReadRecords(JsonElement json, string name)
    {
        if (json.ValueKind is not JsonValueKind.Array)
            throw new InvalidInputException($"'{name}' must be an array of objects.");
        var row = 0;
        foreach (var record in json.EnumerateArray())
        {
            if (record.ValueKind is not JsonValueKind.Object)
                throw new InvalidInputException($"Row {row} (counted from 0) of '{name}' must be an object.");
            foreach (var property in record.EnumerateObject())
            {
                if (FindColumn(property.Name) is { } position)
                    _columns[position].Add(row, property.Value);
            }

            CompleteRow(row++);
        }

        return Build(row);
    }

    /// <summary>Rows of a CSV file with a header.</summary>
    public ColumnBatch ReadCsv(IEnumerable<IReadOnlyList<string>> lines)
    {
        int?[]? header = null;
        var row = 0;
        foreach (var line in lines)
        {
            if (header is null)
            {
                header = MapHeader(line);
                continue;
            }

            CheckLength(row, line.Count, header.Length);
            for (var at = 0; at < header.Length; at++)
            {
                if (header[at] is { } position)
                    _columns[position].Add(row, line[at]);
            }

            CompleteRow(row++);
        }

        return Build(row);
    }

    private ColumnBatch ReadArray(JsonElement json, string name)
    {
        var first = json.EnumerateArray().FirstOrDefault();
        return first.ValueKind is JsonValueKind.Object ? ReadRecords(json, name) : ReadRows(json, name);
    }

    /// <summary>Rows without names: values in the model's order. One value for each row will do where the model takes one column.</summary>
    private ColumnBatch ReadRows(JsonElement rows, string name)
    {
        var isOneVector = model.Inputs is [{ IsScalar: false }];
        var row = 0;
        foreach (var cells in rows.EnumerateArray())
        {
            if (isOneVector || (cells.ValueKind is not JsonValueKind.Array && _columns.Length == 1))
                _columns[0].Add(row, isOneVector && cells is { ValueKind: JsonValueKind.Array } && IsWrapped(cells) ? cells[0] : cells);
            else
                AddCells(row, cells, name);
            CompleteRow(row++);
        }

        return Build(row);
    }

    /// <summary>Whether a row is a table's row of one cell, the cell being the vector.</summary>
    private bool IsWrapped(JsonElement cells) =>
        model.Inputs[0].Shape.Count == 1 && cells.GetArrayLength() == 1 && cells[0].ValueKind is JsonValueKind.Array;

    private void AddCells(int row, JsonElement cells, string name)
    {
        if (cells.ValueKind is not JsonValueKind.Array)
            throw new InvalidInputException($"Row {row} (counted from 0) of '{name}' must be an array of {_columns.Length} values.");
        CheckLength(row, cells.GetArrayLength(), _columns.Length);
        var at = 0;
        foreach (var cell in cells.EnumerateArray())
            _columns[at++].Add(row, cell);
    }

    private ColumnBatch ReadRows(JsonElement rows, int?[] header)
    {
        var row = 0;
        foreach (var cells in rows.EnumerateArray())
        {
            if (cells.ValueKind is not JsonValueKind.Array)
                throw new InvalidInputException($"Row {row} (counted from 0) of 'data' must be an array of {header.Length} values.");
            CheckLength(row, cells.GetArrayLength(), header.Length);
            var at = 0;
            foreach (var cell in cells.EnumerateArray())
            {
                if (header[at++] is { } position)
                    _columns[position].Add(row, cell);
            }

            CompleteRow(row++);
        }

        return Build(row);
    }

    /// <summary><c>{"a": [1, 2], "b": ["x", "y"]}</c>: a column for each property.</summary>
    private ColumnBatch ReadColumns(JsonElement json, string name)
    {
        var header = MapHeader([.. json.EnumerateObject().Select(property => property.Name)]);
        int? rowCount = null;
        foreach (var (at, property) in json.EnumerateObject().Index())
        {
            if (property.Value.ValueKind is not JsonValueKind.Array)
                throw new InvalidInputException($"'{name}.{property.Name}' must be an array with a value for each row.");
            var length = property.Value.GetArrayLength();
            if (length != (rowCount ??= length))
                throw new InvalidInputException($"Column '{property.Name}' has {length} rows, those before it have {rowCount}.");
            if (header[at] is not { } position)
                continue;
            foreach (var (row, cell) in property.Value.EnumerateArray().Index())
                _columns[position].Add(row, _columns[position].Column.IsScalar && cell is { ValueKind: JsonValueKind.Array } && cell.GetArrayLength() == 1 ? cell[0] : cell);
        }

        foreach (var column in _columns.Where(column => !header.Contains(_positions[column.Column.Name])))
        {
            for (var row = 0; row < rowCount; row++)
                column.AddMissing(row, isNull: false);
        }

        return Build(rowCount ?? 0);
    }

    /// <summary>For each name the place of its column; null: not looked at.</summary>
    private int?[] MapHeader(IReadOnlyList<string> names)
    {
        if (names.CountBy(name => name, StringComparer.Ordinal).FirstOrDefault(name => name.Value > 1) is { Key: { } twice })
            throw new InvalidInputException($"Column '{twice}' is given twice.");
        int?[] header = [.. names.Select(FindColumn)];
        var missing = model.Inputs.Where((column, at) => column.IsRequired && !header.Contains(at)).Select(column => $"'{column.Name}'").ToList();
        return missing.Count == 0 ? header : throw new InvalidInputException(
            $"{(missing.Count == 1 ? "Column" : "Columns")} {string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} missing.");
    }

    private int? FindColumn(string name) => _positions.TryGetValue(name, out var position) ? position
        : model.IgnoredInputs.Contains(name) ? null
        : throw new InvalidInputException($"Column '{Short(name)}' is unknown: {NearestName.Suggest(Short(name), _positions.Keys)}");

    private void CompleteRow(int row)
    {
        foreach (var column in _columns)
        {
            if (!column.Has(row))
                column.AddMissing(row, isNull: false);
        }
    }

    private void CheckLength(int row, int length, int expected)
    {
        if (length != expected)
            throw new InvalidInputException($"Row {row} (counted from 0) has {length} values, expected {expected}{(expected == model.Inputs.Count && expected <= 30 ? $": {string.Join(", ", model.Inputs.Select(column => column.Name))}" : "")}.");
    }

    private ColumnBatch Build(int rowCount) => rowCount == 0
        ? throw new InvalidInputException("There are no rows to score.")
        : new ColumnBatch(rowCount, [.. _columns.Select(column => column.Build(rowCount))]);

    private static string Short(string name) => name.Length <= 100 ? name : $"{name[..100]}…";
}
