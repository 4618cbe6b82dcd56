using System.Text.Json;
using Relevo.Serving.Scoring;

namespace Relevo.Serving.Protocols;

/// <summary>
/// Open Inference Protocol v2 under <c>/v2</c>.
/// https://github.com/kserve/open-inference-protocol/blob/main/specification/protocol/inference_rest.md
/// </summary>
internal sealed class OpenInferenceProtocol(ServedModel served) : IScoringProtocol
{
    public Task AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var path = (context.Request.Path.Value ?? "").Trim('/').Split('/').Skip(1).ToList();
        switch (path)
        {
            case []:
                return GetAsync(context, WriteServer, cancellationToken);
            case ["health", "live" or "ready"]:
                return GetAsync(context, json => WriteFlag(json, path[1]), cancellationToken);
            case ["models", var name, .. var rest]:
                CheckName(name);
                return AnswerModelAsync(context, WithoutVersion(rest), cancellationToken);
            default:
                throw NotFound(context);
        }
    }

    public void WriteError(Utf8JsonWriter json, int statusCode, string message)
    {
        json.WriteStartObject();
        json.WriteString("error", message);
        json.WriteEndObject();
    }

    private Task AnswerModelAsync(HttpContext context, List<string> path, CancellationToken cancellationToken) => path switch
    {
        [] => GetAsync(context, WriteModel, cancellationToken),
        ["ready"] => GetAsync(context, json => WriteFlag(json, "ready"), cancellationToken),
        ["infer"] => InferAsync(context, cancellationToken),
        _ => throw NotFound(context),
    };

    private async Task InferAsync(HttpContext context, CancellationToken cancellationToken)
    {
        HttpAnswer.Require(context, HttpMethods.Post);
        using var body = await HttpAnswer.ReadJsonAsync(context, cancellationToken);
        if (body.RootElement.ValueKind is not JsonValueKind.Object)
            throw new InvalidInputException("The body must be an object with 'inputs'.");
        var id = body.RootElement.TryGetProperty("id", out var given) && given.ValueKind is JsonValueKind.String ? given.GetString() : null;
        var chosen = ChosenOutputs(body.RootElement);
        var predictions = served.Model.Score(new TensorReader(served.Model).Read(body.RootElement));
        await HttpAnswer.WriteAsync(context, StatusCodes.Status200OK, json => WriteInference(json, id, chosen, predictions), cancellationToken);
    }

    private List<int> ChosenOutputs(JsonElement body)
    {
        if (!body.TryGetProperty("outputs", out var outputs) || outputs.ValueKind is JsonValueKind.Null || outputs is { ValueKind: JsonValueKind.Array } && outputs.GetArrayLength() == 0)
            return [.. Enumerable.Range(0, served.Model.Outputs.Count)];
        if (outputs.ValueKind is not JsonValueKind.Array)
            throw new InvalidInputException("'outputs' must be an array.");
        List<int> chosen = [];
        foreach (var output in outputs.EnumerateArray())
        {
            var name = output.ValueKind is JsonValueKind.Object && output.TryGetProperty("name", out var named) && named.ValueKind is JsonValueKind.String
                ? named.GetString()! // A string is not null.
                : throw new InvalidInputException("Each of 'outputs' must be an object with 'name'.");
            var at = served.Model.Outputs.Index().FirstOrDefault(known => known.Item.Name == name, (-1, null!)).Index; // Only the place is used.
            chosen.Add(at >= 0 ? at : throw new InvalidInputException(
                $"Output '{name}' is unknown: {NearestName.Suggest(name, served.Model.Outputs.Select(known => known.Name))}"));
        }

        return chosen;
    }

    private void WriteInference(Utf8JsonWriter json, string? id, List<int> chosen, ColumnBatch predictions)
    {
        json.WriteStartObject();
        json.WriteString("model_name", served.Name);
        if (served.Version is not null)
            json.WriteString("model_version", served.Version);
        if (id is not null)
            json.WriteString("id", id);
        json.WriteStartArray("outputs");
        foreach (var at in chosen)
        {
            var (column, values) = (served.Model.Outputs[at], predictions.Columns[at]);
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("datatype", TensorTypes.NameOf(column.Type));
            json.WriteStartArray("shape");
            json.WriteNumberValue(predictions.RowCount);
            if (!column.IsScalar)
                json.WriteNumberValue(values.Width);
            json.WriteEndArray();
            json.WritePropertyName("data");
            ValueWriter.WriteFlat(json, values);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteModel(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", served.Name);
        json.WriteStartArray("versions");
        if (served.Version is not null)
            json.WriteStringValue(served.Version);
        json.WriteEndArray();
        json.WriteString("platform", served.Model.Platform);
        WriteTensors(json, "inputs", served.Model.Inputs);
        WriteTensors(json, "outputs", served.Model.Outputs);
        json.WriteEndObject();
    }

    private static void WriteTensors(Utf8JsonWriter json, string name, IReadOnlyList<ScoringColumn> columns)
    {
        json.WriteStartArray(name);
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("datatype", TensorTypes.NameOf(column.Type));
            json.WriteStartArray("shape");
            json.WriteNumberValue(-1);
            foreach (var size in column.Shape)
                json.WriteNumberValue(size);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteServer(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", "relevo");
        json.WriteString("version", typeof(OpenInferenceProtocol).Assembly.GetName().Version?.ToString(3));
        json.WriteStartArray("extensions");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteFlag(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteBoolean(name, true);
        json.WriteEndObject();
    }

    private static Task GetAsync(HttpContext context, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        HttpAnswer.Require(context, HttpMethods.Get);
        return HttpAnswer.WriteAsync(context, StatusCodes.Status200OK, write, cancellationToken);
    }

    private void CheckName(string name)
    {
        if (name != served.Name)
            throw new ProtocolException(StatusCodes.Status404NotFound, $"Model '{name}' is not served here; '{served.Name}' is.");
    }

    private List<string> WithoutVersion(List<string> path)
    {
        if (path is not ["versions", var version, .. var rest])
            return path;
        return version == served.Version ? rest : throw new ProtocolException(
            StatusCodes.Status404NotFound, $"Version '{version}' of model '{served.Name}' is not served here; {(served.Version is null ? "it has no version" : $"'{served.Version}' is")}.");
    }

    private static ProtocolException NotFound(HttpContext context) =>
        new(StatusCodes.Status404NotFound, $"There is nothing at '{context.Request.Path}'.");
}
