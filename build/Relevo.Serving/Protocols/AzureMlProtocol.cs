using System.Text.Json;
using Relevo.Serving.Scoring;

namespace Relevo.Serving.Protocols;

/// <summary>
/// <c>POST /score</c> as Azure ML's deployments of MLflow models without code have it.
/// https://learn.microsoft.com/azure/machine-learning/how-to-deploy-mlflow-models#customize-mlflow-model-deployments
/// </summary>
internal sealed class AzureMlProtocol(ServedModel served) : IScoringProtocol
{
    public async Task AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        HttpAnswer.Require(context, HttpMethods.Post);
        using var body = await HttpAnswer.ReadJsonAsync(context, cancellationToken);
        if (body.RootElement.ValueKind is not JsonValueKind.Object || !body.RootElement.TryGetProperty("input_data", out var input))
            throw new InvalidInputException("The body must be an object with 'input_data'.");
        var predictions = served.Model.Score(new TableReader(served.Model).ReadAny(input, "input_data"));
        await HttpAnswer.WriteAsync(context, StatusCodes.Status200OK, json => ValueWriter.WritePredictions(json, served.Model.Outputs, predictions), cancellationToken);
    }

    public void WriteError(Utf8JsonWriter json, int statusCode, string message)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("code", statusCode switch
        {
            StatusCodes.Status400BadRequest => "BadRequest",
            StatusCodes.Status404NotFound => "NotFound",
            StatusCodes.Status405MethodNotAllowed => "MethodNotAllowed",
            StatusCodes.Status413PayloadTooLarge => "PayloadTooLarge",
            _ => "InternalError",
        });
        json.WriteString("message", message);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
