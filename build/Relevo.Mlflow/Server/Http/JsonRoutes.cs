using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Relevo.Mlflow.Protocol;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Server.Http;

/// <summary>Maps calls of the protocol under both prefixes: JSON in (or a query, for GET) and JSON out.</summary>
internal sealed class JsonRoutes(IEndpointRouteBuilder routes)
{
    /// <summary>The largest JSON body; a data set's profile alone may have 16 MB.</summary>
    public const long MostBytes = 40_000_000;

    /// <summary>The largest body of <c>log-batch</c>.</summary>
    private const long MostBatchBytes = 1_000_000;

    private static readonly string[] Prefixes = ["/api/2.0/mlflow/", "/ajax-api/2.0/mlflow/"];
    private static readonly Empty Nothing = new();

    public void Get<TAnswer>(string path, Func<Query, TAnswer> handle) =>
        Map("GET", path, context => AnswerAsync(context, 200, handle(new Query(context.Request.Query))));

    public void Send<TRequest, TAnswer>(string method, string path, Func<TRequest, CancellationToken, Task<TAnswer>> handle)
        where TRequest : class => Map(method, path, async context =>
        {
            var answer = await handle(await ReadAsync<TRequest>(context), context.RequestAborted);
            await AnswerAsync(context, 200, answer);
        });

    public void Post<TRequest, TAnswer>(string path, Func<TRequest, CancellationToken, Task<TAnswer>> handle)
        where TRequest : class => Send("POST", path, handle);

    public void Send<TRequest>(string method, string path, Func<TRequest, CancellationToken, Task> handle)
        where TRequest : class => Send<TRequest, Empty>(method, path, async (request, token) =>
        {
            await handle(request, token);
            return Nothing;
        });

    public void Post<TRequest>(string path, Func<TRequest, CancellationToken, Task> handle)
        where TRequest : class => Send("POST", path, handle);

    /// <summary>The value of a field that the protocol requires.</summary>
    public static T Required<T>(T? value, string name)
        where T : class => value ?? throw Rules.Invalid($"Missing value for required parameter '{name}'. See the API docs for more information about request parameters.");

    /// <summary>The elements of a field that may be absent, but not hold null.</summary>
    public static IReadOnlyList<T> Items<T>(IReadOnlyList<T>? values, string name)
        where T : class
    {
        for (var i = 0; i < values?.Count; i++)
            Required(values[i], $"{name}[{i}]");
        return values ?? [];
    }

    public static async Task AnswerAsync<T>(HttpContext context, int status, T body)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, MlflowJson.Of<T>());
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private void Map(string method, string path, RequestDelegate handle)
    {
        foreach (var prefix in Prefixes)
            routes.MapMethods(prefix + path, [method], handle);
    }

    private static async Task<TRequest> ReadAsync<TRequest>(HttpContext context)
        where TRequest : class
    {
        var isBatch = typeof(TRequest) == typeof(LogBatch);
        if (isBatch && context.Request.ContentLength > MostBatchBytes)
            throw Rules.Invalid($"Batched logging API requests must be at most {MostBatchBytes} bytes, got a request of size {context.Request.ContentLength}.");
        if (isBatch && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostBatchBytes;
        if (context.Request.ContentLength is null or 0 && !context.Request.Headers.ContainsKey("Transfer-Encoding"))
            return JsonSerializer.Deserialize("{}"u8, MlflowJson.Of<TRequest>())!; // An object is never null.
        // A page of the web can send other types without asking first; this one not.
        if (!context.Request.HasJsonContentType())
            throw new MlflowException(ErrorCodes.BadRequest, "Bad Request. Content-Type must be 'application/json'.");
        return await JsonSerializer.DeserializeAsync(context.Request.Body, MlflowJson.Of<TRequest>(), context.RequestAborted)
            ?? throw new MlflowException(ErrorCodes.BadRequest, "The request body must be a JSON object.");
    }
}
