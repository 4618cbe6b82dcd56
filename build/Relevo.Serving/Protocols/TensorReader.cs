using System.Text.Json;
using Relevo.Serving.Scoring;

namespace Relevo.Serving.Protocols;

/// <summary>
/// Reads the tensors of an Open Inference request: one for each column, or one matrix for all of them (in the model's order).
/// </summary>
internal sealed class TensorReader(IScoringModel model)
{
    private sealed record Tensor(string Name, IReadOnlyList<long> Shape, IReadOnlyList<JsonElement> Data)
    {
        public int RowCount => (int)Shape[0];

        public int Width => Data.Count / RowCount;
    }

    public ColumnBatch Read(JsonElement body)
    {
        if (!body.TryGetProperty("inputs", out var inputs) || inputs.ValueKind is not JsonValueKind.Array || inputs.GetArrayLength() == 0)
            throw new InvalidInputException("The body must have 'inputs', an array of tensors.");
        List<Tensor> tensors = [.. inputs.EnumerateArray().Select(ReadTensor)];
        if (tensors.Select(tensor => tensor.RowCount).Distinct().Skip(1).Any())
            throw new InvalidInputException($"All tensors must have as many rows, got {string.Join(", ", tensors.Select(tensor => $"'{tensor.Name}': {tensor.RowCount}"))}.");
        return tensors is [{ Shape.Count: > 1 } matrix] && IsMatrix(matrix) ? ReadMatrix(matrix) : ReadColumns(tensors);
    }

    private bool IsMatrix(Tensor tensor) => model.Inputs.All(column => column.Name != tensor.Name) && model.Inputs.All(column => column.IsScalar);

    private ColumnBatch ReadMatrix(Tensor matrix)
    {
        if (matrix.Width != model.Inputs.Count)
            throw new InvalidInputException($"Tensor '{matrix.Name}' has {matrix.Width} columns, the model takes {model.Inputs.Count}: {string.Join(", ", model.Inputs.Select(column => column.Name))}.");
        ColumnBuilder[] columns = [.. model.Inputs.Select(ColumnBuilder.For)];
        for (var at = 0; at < matrix.Data.Count; at++)
            columns[at % matrix.Width].Add(at / matrix.Width, matrix.Data[at]);
        return new ColumnBatch(matrix.RowCount, [.. columns.Select(column => column.Build(matrix.RowCount))]);
    }

    private ColumnBatch ReadColumns(List<Tensor> tensors)
    {
        foreach (var tensor in tensors)
        {
            if (model.Inputs.All(column => column.Name != tensor.Name) && !model.IgnoredInputs.Contains(tensor.Name))
                throw new InvalidInputException($"Input '{tensor.Name}' is unknown: {NearestName.Suggest(tensor.Name, model.Inputs.Select(column => column.Name))}");
        }

        if (tensors.CountBy(tensor => tensor.Name, StringComparer.Ordinal).FirstOrDefault(name => name.Value > 1) is { Key: { } twice })
            throw new InvalidInputException($"Input '{twice}' is given twice.");
        var rowCount = tensors[0].RowCount;
        return new ColumnBatch(rowCount, [.. model.Inputs.Select(column => ReadColumn(column, tensors.Find(tensor => tensor.Name == column.Name), rowCount))]);
    }

    private static ColumnValues ReadColumn(ScoringColumn column, Tensor? tensor, int rowCount)
    {
        if (tensor is null && column.IsRequired)
            throw new InvalidInputException($"Input '{column.Name}' is missing.");
        var width = column.IsScalar ? 1 : column.Width;
        if (tensor is not null && width > 0 && tensor.Width != width)
            throw new InvalidInputException($"Input '{column.Name}' has {tensor.Width} values in each row, expected {width}.");
        // Read as single values, then taken as rows of as many as the tensor has.
        var flat = ColumnBuilder.For(column with { Shape = [] });
        if (tensor is null)
        {
            for (var row = 0; row < rowCount; row++)
                flat.AddMissing(row, isNull: false);
        }
        else
        {
            for (var at = 0; at < tensor.Data.Count; at++)
                flat.Add(at, tensor.Data[at]);
        }

        return flat.Build(rowCount).WithWidth(tensor?.Width ?? Math.Max(width, 1));
    }

    private static Tensor ReadTensor(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object || !json.TryGetProperty("name", out var name) || name.ValueKind is not JsonValueKind.String)
            throw new InvalidInputException("Each of 'inputs' must be an object with 'name', 'shape', 'datatype' and 'data'.");
        var named = name.GetString()!; // A string is not null.
        if (!json.TryGetProperty("datatype", out var type) || type.ValueKind is not JsonValueKind.String || !TensorTypes.IsKnown(type.GetString()!))
            throw new InvalidInputException($"Input '{named}' needs a 'datatype' such as FP32, INT64, BOOL or BYTES.");
        if (!json.TryGetProperty("data", out var data) || data.ValueKind is not JsonValueKind.Array)
            throw new InvalidInputException($"Input '{named}' needs 'data', an array. (Binary tensors are not supported.)");
        List<JsonElement> flat = [];
        CellValue.Flatten(data, flat);
        return new Tensor(named, ReadShape(json, named, flat.Count), flat);
    }

    private static List<long> ReadShape(JsonElement json, string name, int count)
    {
        List<long> shape = [];
        if (json.TryGetProperty("shape", out var given) && given.ValueKind is JsonValueKind.Array)
        {
            foreach (var size in given.EnumerateArray())
                shape.Add(size.ValueKind is JsonValueKind.Number && size.TryGetInt32(out var known) && known > 0 ? known : -1);
        }

        if (shape.Count == 0 || shape.Contains(-1))
            throw new InvalidInputException($"Input '{name}' needs a 'shape' of whole numbers above 0, the rows first.");
        var expected = shape.Aggregate(1L, (product, size) => product > int.MaxValue ? product : product * size);
        return expected == count ? shape : throw new InvalidInputException($"Input '{name}' has {count} values, its shape [{string.Join(", ", shape)}] asks for {expected}.");
    }
}
