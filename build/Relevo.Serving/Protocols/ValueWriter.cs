using System.Globalization;
using System.Text.Json;
using Relevo.Serving.Scoring;

namespace Relevo.Serving.Protocols;

/// <summary>Writes predictions as JSON. Numbers that JSON lacks (NaN, infinities) become null.</summary>
internal static class ValueWriter
{
    /// <summary>An array with a prediction for each row: a value where there is one output column, else a record.</summary>
    public static void WritePredictions(Utf8JsonWriter json, IReadOnlyList<ScoringColumn> columns, ColumnBatch predictions)
    {
        json.WriteStartArray();
        for (var row = 0; row < predictions.RowCount; row++)
        {
            if (columns.Count == 1)
            {
                WriteCell(json, columns[0], predictions.Columns[0], row);
                continue;
            }

            json.WriteStartObject();
            for (var column = 0; column < columns.Count; column++)
            {
                json.WritePropertyName(columns[column].Name);
                WriteCell(json, columns[column], predictions.Columns[column], row);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>All values of a column in one flat array.</summary>
    public static void WriteFlat(Utf8JsonWriter json, ColumnValues values)
    {
        json.WriteStartArray();
        for (var at = 0; at < values.Values.Length; at++)
            WriteValue(json, values, at);
        json.WriteEndArray();
    }

    private static void WriteCell(Utf8JsonWriter json, ScoringColumn column, ColumnValues values, int row)
    {
        if (column.IsScalar && values.Width == 1)
        {
            WriteValue(json, values, row);
            return;
        }

        json.WriteStartArray();
        for (var at = row * values.Width; at < (row + 1) * values.Width; at++)
            WriteValue(json, values, at);
        json.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter json, ColumnValues values, int at)
    {
        switch (values)
        {
            case ColumnValues.Floats { Items: var items } when float.IsFinite(items[at]):
                json.WriteNumberValue(items[at]);
                break;
            case ColumnValues.Doubles { Items: var items } when double.IsFinite(items[at]):
                json.WriteNumberValue(items[at]);
                break;
            case ColumnValues.Longs { Items: var items }:
                json.WriteNumberValue(items[at]);
                break;
            case ColumnValues.Booleans { Items: var items }:
                json.WriteBooleanValue(items[at]);
                break;
            case ColumnValues.Texts { Items: var items }:
                json.WriteStringValue(items[at]);
                break;
            case ColumnValues.Moments { Items: var items }:
                json.WriteStringValue(items[at].ToString("O", CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }
}
