using System.Text.Json;
using Relevo.Serving.Scoring;

namespace Relevo.Serving.Protocols;

/// <summary><c>GET /swagger.json</c>: what <c>/score</c> takes and gives, made from the model's columns.</summary>
internal static class OpenApiDocument
{
    public static void Write(Utf8JsonWriter json, ServedModel served)
    {
        json.WriteStartObject();
        json.WriteString("openapi", "3.0.3");
        json.WriteStartObject("info");
        json.WriteString("title", served.Name);
        json.WriteString("version", served.Version ?? "0");
        json.WriteEndObject();
        json.WriteStartObject("paths");
        json.WriteStartObject("/score");
        json.WriteStartObject("post");
        json.WriteString("operationId", "score");
        json.WriteStartObject("requestBody");
        json.WriteBoolean("required", true);
        WriteContent(json, () => WriteRequest(json, served.Model.Inputs));
        json.WriteEndObject();
        json.WriteStartObject("responses");
        json.WriteStartObject("200");
        json.WriteString("description", "A prediction for each row.");
        WriteContent(json, () => WriteAnswer(json, served.Model.Outputs));
        json.WriteEndObject();
        json.WriteStartObject("400");
        json.WriteString("description", "The data does not fit the model.");
        json.WriteEndObject();
        for (var depth = 0; depth < 5; depth++)
            json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, Action writeSchema)
    {
        json.WriteStartObject("content");
        json.WriteStartObject("application/json");
        json.WriteStartObject("schema");
        writeSchema();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRequest(Utf8JsonWriter json, IReadOnlyList<ScoringColumn> inputs)
    {
        json.WriteString("type", "object");
        WriteNames(json, "required", ["input_data"]);
        json.WriteStartObject("properties");
        json.WriteStartObject("input_data");
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        WriteRecord(json, inputs);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAnswer(Utf8JsonWriter json, IReadOnlyList<ScoringColumn> outputs)
    {
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        if (outputs is [var only])
            WriteColumn(json, only);
        else
            WriteRecord(json, outputs);
        json.WriteEndObject();
    }

    private static void WriteRecord(Utf8JsonWriter json, IReadOnlyList<ScoringColumn> columns)
    {
        json.WriteString("type", "object");
        if (columns.Any(column => column.IsRequired))
            WriteNames(json, "required", columns.Where(column => column.IsRequired).Select(column => column.Name));
        json.WriteStartObject("properties");
        foreach (var column in columns)
        {
            json.WriteStartObject(column.Name);
            WriteColumn(json, column);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteColumn(Utf8JsonWriter json, ScoringColumn column)
    {
        if (!column.IsScalar)
        {
            json.WriteString("type", "array");
            json.WriteStartObject("items");
            WriteColumn(json, column with { Shape = [] });
            json.WriteEndObject();
            return;
        }

        var (type, format) = column.Type switch
        {
            ColumnType.Boolean => ("boolean", null),
            ColumnType.Integer => ("integer", "int32"),
            ColumnType.Long => ("integer", "int64"),
            ColumnType.Float => ("number", "float"),
            ColumnType.Double => ("number", "double"),
            ColumnType.DateTime => ("string", "date-time"),
            _ => ("string", (string?)null),
        };
        json.WriteString("type", type);
        if (format is not null)
            json.WriteString("format", format);
    }

    private static void WriteNames(Utf8JsonWriter json, string property, IEnumerable<string> names)
    {
        json.WriteStartArray(property);
        foreach (var name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }
}
