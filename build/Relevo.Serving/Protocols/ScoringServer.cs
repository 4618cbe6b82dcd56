using Relevo.Serving.Scoring;

namespace Relevo.Serving.Protocols;

/// <summary>Answers every request to a deployment: finds the protocol by the path and turns faults into that protocol's errors.</summary>
internal sealed class ScoringServer(ServedModel served, Action<string> log)
{
    private readonly AzureMlProtocol _azureMl = new(served);
    private readonly MlflowProtocol _mlflow = new(served);
    private readonly OpenInferenceProtocol _openInference = new(served);

    public async Task AnswerAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var path = context.Request.Path.Value ?? "/";
        var protocol = path is "/v2" || path.StartsWith("/v2/", StringComparison.Ordinal) ? _openInference
            : path is "/invocations" ? _mlflow
            : (IScoringProtocol)_azureMl;
        try
        {
            await RouteAsync(context, path, protocol, cancellationToken);
        }
        catch (InvalidInputException fault)
        {
            await RefuseAsync(context, protocol, StatusCodes.Status400BadRequest, fault.Message, cancellationToken);
        }
        catch (ProtocolException fault)
        {
            await RefuseAsync(context, protocol, fault.StatusCode, fault.Message, cancellationToken);
        }
        catch (BadHttpRequestException fault)
        {
            await RefuseAsync(context, protocol, fault.StatusCode, fault.Message, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller has gone.
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            // Without the message: it may hold the caller's data.
            log($"A fault of ours at {path}: {fault.GetType().FullName}{Environment.NewLine}{fault.StackTrace}");
            await RefuseAsync(context, protocol, StatusCodes.Status500InternalServerError, "The server failed; its log says more.", cancellationToken);
        }
    }

    private Task RouteAsync(HttpContext context, string path, IScoringProtocol protocol, CancellationToken cancellationToken)
    {
        switch (path)
        {
            case "/score" or "/invocations":
            case var _ when protocol == _openInference:
                return protocol.AnswerAsync(context, cancellationToken);
            case "/swagger.json" or "/openapi.json":
                HttpAnswer.Require(context, HttpMethods.Get);
                return HttpAnswer.WriteAsync(context, StatusCodes.Status200OK, json => OpenApiDocument.Write(json, served), cancellationToken);
            case "/" or "/ping" or "/health":
                HttpAnswer.Require(context, HttpMethods.Get);
                return HttpAnswer.WriteTextAsync(context, path is "/" ? "Healthy" : "\n", cancellationToken);
            case "/version":
                HttpAnswer.Require(context, HttpMethods.Get);
                return HttpAnswer.WriteTextAsync(context, MlflowProtocol.Version, cancellationToken);
            default:
                throw new ProtocolException(
                    StatusCodes.Status404NotFound, $"There is nothing at '{path}': use /score, /invocations, /v2/models/{served.Name}/infer or /swagger.json.");
        }
    }

    private static async Task RefuseAsync(
        HttpContext context, IScoringProtocol protocol, int statusCode, string message, CancellationToken cancellationToken)
    {
        if (!context.Response.HasStarted)
            await HttpAnswer.WriteAsync(context, statusCode, json => protocol.WriteError(json, statusCode, message), cancellationToken);
    }
}
