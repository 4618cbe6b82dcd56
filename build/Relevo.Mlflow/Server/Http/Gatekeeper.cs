using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Relevo.Core.Errors;
using Relevo.Mlflow.Protocol;

namespace Relevo.Mlflow.Server.Http;

/// <summary>Stands before every route: who may call, under which name, and what a fault looks like.</summary>
internal sealed class Gatekeeper(RequestDelegate next, MlflowServerOptions options)
{
    private readonly byte[]? _token = options.BearerToken is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(options.BearerToken));

    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            Admit(context.Request);
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
#pragma warning disable CA1031 // The last line of defence: a caller gets an answer in MLflow's form for every fault.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var answer = Translate(e);
            if (answer.ErrorCode == ErrorCodes.InternalError)
                options.OnFault?.Invoke(e);
            if (context.Response.HasStarted)
                context.Abort();
            else
                await AnswerAsync(context, answer);
        }
    }

    public static Task AnswerUnknownPathAsync(HttpContext context) => throw new MlflowException(
        ErrorCodes.EndpointNotFound, $"There is no {context.Request.Method} {context.Request.Path} on this server.");

    private void Admit(HttpRequest request)
    {
        if (!IsAllowed(request.Host.Host))
            throw new MlflowException(ErrorCodes.PermissionDenied, "Invalid Host header: this server is not known under that name. Add it to the allowed hosts.");
        foreach (var origin in request.Headers.Origin)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || !IsAllowed(uri.Host))
                throw new MlflowException(ErrorCodes.PermissionDenied, "Cross-origin request refused.");
        }
        // The address of a part is a secret of its own: clients send nothing else with it.
        if (_token is not null && request.Path != "/health" && !request.Path.StartsWithSegments(MultipartRoutes.PartPath) && !HasToken(request))
            throw new MlflowException(ErrorCodes.Unauthenticated, "A valid token is required: set MLFLOW_TRACKING_TOKEN.");
    }

    // A name that points here by rebinding is a name; an address in numbers is what it says.
    private bool IsAllowed(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.Trim('[', ']'), out _)
        || options.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    private bool HasToken(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) || header.Parameter is not { } sent)
            return false;
        if (header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            var bytes = new byte[sent.Length];
            if (!Convert.TryFromBase64String(sent, bytes, out var length))
                return false;
            var pair = Encoding.UTF8.GetString(bytes, 0, length);
            sent = pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..];
        }
        return CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(sent)), _token);
    }

    private static ErrorBody Translate(Exception e) => e switch
    {
        MlflowException fault => new() { ErrorCode = fault.ErrorCode, Message = fault.Message },
        RelevoException { ExitCode: ExitCode.Workspace } fault => new() { ErrorCode = ErrorCodes.TemporarilyUnavailable, Message = fault.Problem },
        JsonException { Path: { Length: > 1 } path } => new()
        {
            ErrorCode = ErrorCodes.InvalidParameterValue,
            Message = $"Invalid value for parameter '{path.TrimStart('$', '.')}' supplied. See the API docs for more information about request parameters.",
        },
        JsonException fault => new() { ErrorCode = ErrorCodes.BadRequest, Message = $"The request body is not valid JSON: {fault.Message}" },
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new() { ErrorCode = ErrorCodes.InvalidParameterValue, Message = "The request is too large; split it." },
        BadHttpRequestException fault => new() { ErrorCode = ErrorCodes.BadRequest, Message = fault.Message },
        _ => new() { ErrorCode = ErrorCodes.InternalError, Message = "Internal server error" },
    };

    private static Task AnswerAsync(HttpContext context, ErrorBody body)
    {
        context.Response.Clear();
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (body.ErrorCode == ErrorCodes.Unauthenticated)
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"mlflow\"";
        return JsonRoutes.AnswerAsync(context, ErrorCodes.StatusOf(body.ErrorCode!), body); // Every translation has a code.
    }
}
