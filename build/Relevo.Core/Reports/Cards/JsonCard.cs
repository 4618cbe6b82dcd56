using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Relevo.Core.Reports.Cards;

/// <summary>
/// Writes a model card by Model Card Toolkit's schema v0.0.2
/// (https://github.com/tensorflow/model-card-toolkit, schema/v0.0.2/model_card.schema.json).
/// </summary>
internal static class JsonCard
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ModelCard card)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            json.WriteString("schema_version", "0.0.2");
            WriteDetails(json, card);
            WriteParameters(json, card);
            WriteAnalysis(json, card);
            // Nothing is stated about users, limitations and risks, so nothing is claimed.
            json.WriteStartObject("considerations");
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private static void WriteDetails(Utf8JsonWriter json, ModelCard card)
    {
        json.WriteStartObject("model_details");
        json.WriteString("name", card.Name);
        json.WriteString("overview", card.Overview);
        json.WriteString("documentation", Documentation(card));
        json.WriteStartArray("owners");
        json.WriteStartObject();
        json.WriteString("name", card.By);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("version");
        json.WriteString("name", card.Version);
        json.WriteString("date", card.Date.UtcDateTime.ToString("yyyy-MM-dd"));
        if (card.Decision is { } decision)
            json.WriteString("diff", decision);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // The schema has no place for lineage and parameters of its own.
    private static string Documentation(ModelCard card)
    {
        string?[] lines =
        [
            card.Commit is { } commit ? $"Commit: {commit}" : null,
            card.RunId is { } run ? $"Run: {run}" : null,
            card.Digest is { } digest ? $"Content (SHA-256): {digest}" : null,
            card.Parameters.Count > 0 ? $"Parameters: {string.Join(", ", card.Parameters.Select(parameter => $"{parameter.Key} = {parameter.Value}"))}" : null,
            card.Deployment is { } deployment ? $"Deployment: {deployment}" : null,
        ];
        return string.Join('\n', lines.OfType<string>());
    }

    private static void WriteParameters(Utf8JsonWriter json, ModelCard card)
    {
        json.WriteStartObject("model_parameters");
        json.WriteStartArray("data");
        foreach (var data in card.Data)
        {
            json.WriteStartObject();
            json.WriteString("name", data.Name);
            var rows = data.RowCount is { } count ? $", {Figures.Count(count)} rows" : "";
            json.WriteString("description", $"{data.Reference}, {Figures.Bytes(data.SizeBytes)}{rows}, SHA-256 {data.Digest}");
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAnalysis(Utf8JsonWriter json, ModelCard card)
    {
        json.WriteStartObject("quantitative_analysis");
        json.WriteStartArray("performance_metrics");
        // The schema's values are numbers, and JSON has none for NaN.
        foreach (var (name, value) in card.Metrics.Where(metric => double.IsFinite(metric.Value)))
        {
            json.WriteStartObject();
            json.WriteString("type", name);
            json.WriteNumber("value", value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
