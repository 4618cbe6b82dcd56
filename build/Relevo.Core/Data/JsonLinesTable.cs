using System.Text.Json;
using Relevo.Core.Errors;

namespace Relevo.Core.Data;

/// <summary>Reads a table with one JSON object a line; its columns are the objects' properties in the order of their first appearance.</summary>
internal sealed class JsonLinesTable(TableFile file)
{
    /// <summary>Feeds every row to the columns.</summary>
    /// <returns>True: rows may have different properties.</returns>
    /// <exception cref="RelevoException">A line is no JSON object.</exception>
    public bool Read(ColumnSet columns, CancellationToken cancellationToken)
    {
        using var text = file.Open();
        for (var line = 1; text.ReadLine() is { } json; line++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!string.IsNullOrWhiteSpace(json))
                ReadRow(columns, json, line);
        }
        return true;
    }

    private void ReadRow(ColumnSet columns, string json, int line)
    {
        try
        {
            using var row = JsonDocument.Parse(json);
            if (row.RootElement.ValueKind != JsonValueKind.Object)
                throw NoObject(line, $"the line is a JSON {row.RootElement.ValueKind.ToString().ToLowerInvariant()}", null);
            columns.BeginRow();
            // The last one wins where a name is there twice, as in most JSON readers.
            foreach (var property in row.RootElement.EnumerateObject().Reverse().DistinctBy(property => property.Name).Reverse())
                Observe(columns, columns.IndexOf(property.Name), property.Value);
        }
        catch (JsonException fault)
        {
            throw NoObject(line, "the line is not JSON", fault);
        }
    }

    private static void Observe(ColumnSet columns, int column, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            columns.Observe(column, value.GetString() ?? "", isText: true);
        else if (value.ValueKind != JsonValueKind.Null)
            columns.Observe(column, value.GetRawText(), isText: value.ValueKind != JsonValueKind.Number);
    }

    private RelevoException NoObject(int line, string what, Exception? cause) => new(
        $"{file.Path}:{line}: {what}, where one JSON object is expected.", "write one object on each line.", ExitCode.Configuration, cause);
}
