using System.Text;
using System.Text.Json;
using Relevo.Serving.Scoring;

namespace Relevo.Serving.Protocols;

/// <summary>
/// <c>POST /invocations</c>, <c>GET /ping</c>, <c>/health</c> and <c>/version</c> as MLflow's scoring server has them.
/// https://mlflow.org/docs/latest/ml/deployment/deploy-model-locally/#json-input
/// </summary>
internal sealed class MlflowProtocol(ServedModel served) : IScoringProtocol
{
    /// <summary>The MLflow version whose scoring protocol this is.</summary>
    public const string Version = "2.0";

    private static readonly string[] Forms = ["dataframe_split", "dataframe_records", "instances", "inputs"];

    public async Task AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        HttpAnswer.Require(context, HttpMethods.Post);
        var rows = MediaType(context) switch
        {
            "text/csv" => await ReadCsvAsync(context, cancellationToken),
            "" or "application/json" => await ReadJsonAsync(context, cancellationToken),
            var other => throw new ProtocolException(
                StatusCodes.Status415UnsupportedMediaType, $"Content type '{other}' is not supported: use application/json or text/csv."),
        };
        var predictions = served.Model.Score(rows);
        await HttpAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("predictions");
            ValueWriter.WritePredictions(json, served.Model.Outputs, predictions);
            json.WriteEndObject();
        }, cancellationToken);
    }

    public void WriteError(Utf8JsonWriter json, int statusCode, string message)
    {
        json.WriteStartObject();
        json.WriteString("error_code", statusCode switch
        {
            StatusCodes.Status404NotFound => "RESOURCE_DOES_NOT_EXIST",
            >= 500 => "INTERNAL_ERROR",
            _ => "BAD_REQUEST",
        });
        json.WriteString("message", message);
        json.WriteEndObject();
    }

    private static string MediaType(HttpContext context) =>
        (context.Request.ContentType ?? "").Split(';')[0].Trim().ToLowerInvariant();

    private async Task<ColumnBatch> ReadJsonAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var body = await HttpAnswer.ReadJsonAsync(context, cancellationToken);
        var given = body.RootElement.ValueKind is JsonValueKind.Object
            ? Forms.Where(form => body.RootElement.TryGetProperty(form, out _)).ToList()
            : [];
        if (given.Count != 1)
            throw new InvalidInputException($"The body must be an object with exactly one of: {string.Join(", ", Forms)}.");
        var input = body.RootElement.GetProperty(given[0]);
        var table = new TableReader(served.Model);
        return given[0] switch
        {
            "dataframe_split" => table.ReadSplit(input, given[0]),
            "dataframe_records" => table.ReadRecords(input, given[0]),
            _ => table.ReadAny(input, given[0]),
        };
    }

    private async Task<ColumnBatch> ReadCsvAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(cancellationToken);
        return new TableReader(served.Model).ReadCsv(CsvReader.Read(text));
    }
}
