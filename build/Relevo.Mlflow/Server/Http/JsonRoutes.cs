using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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
        Map("GET", path, context => AnswerAsync(context, 200, handle(new Query(context.Request))));

    public void Send<TRequest, TAnswer>(string method, string path, Func<TRequest, CancellationToken, Task<TAnswer>> handle)
        where TRequest : class => Send<TRequest, TAnswer>(method, path, (request, _, token) => handle(request, token));

    /// <summary>A call whose path holds a value, such as <c>logged-models/{id}</c>.</summary>
    public void Send<TRequest, TAnswer>(string method, string path, Func<TRequest, Func<string, string>, CancellationToken, Task<TAnswer>> handle)
        where TRequest : class => Map(method, path, async context =>
        {
            TRequest request;
            using (var body = await JsonBody.ReadAsync(context, MostBytes))
                request = body.Parse<TRequest>();
            await AnswerAsync(context, 200, await handle(request, name => InPath(context, name), context.RequestAborted));
        });

    public static string InPath(HttpContext context, string name) => Required(context.Request.RouteValues[name] as string, name);

    /// <summary>The call that carries most of the traffic, read without a message in between.</summary>
    public void PostBatch(string path, TrackingStore store) => Map("POST", path, async context =>
    {
        if (context.Request.ContentLength > MostBatchBytes)
            throw Rules.Invalid($"Batched logging API requests must be at most {MostBatchBytes} bytes, got a request of size {context.Request.ContentLength}.");
        BatchReader.Batch? batch;
        LogBatch? message = null;
        using (var body = await JsonBody.ReadAsync(context, MostBatchBytes))
        {
            batch = BatchReader.TryRead(body.Bytes);
            if (batch is null)
                message = body.Parse<LogBatch>();
        }
        await (batch is not null
            ? store.LogBatchAsync(batch.RunId, batch.Points, batch.Params, batch.Tags, context.RequestAborted)
            : store.LogBatchAsync(Required(message!.RunId, "run_id"), Items(message.Metrics, "metrics"), Params(message.Params, "params"), Tags(message.Tags, "tags"), context.RequestAborted)); // One of the two was read.
        await AnswerAsync(context, 200, Nothing);
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
        where T : class => value is null or "" ? throw Rules.Missing(name) : value;

    /// <summary>The elements of a field that may be absent, but not hold null.</summary>
    public static IReadOnlyList<T> Items<T>(IReadOnlyList<T>? values, string name)
        where T : class
    {
        for (var i = 0; i < values?.Count; i++)
            Required(values[i], $"{name}[{i}]");
        return values ?? [];
    }

    /// <summary>Tags as the protocol means them: each with a key, an absent value is empty.</summary>
    public static IReadOnlyList<Tag> Tags(IReadOnlyList<Tag>? tags, string name) =>
        [.. Items(tags, name).Select((tag, i) => new Tag(Required(tag.Key, $"{name}[{i}].key"), tag.Value ?? ""))];

    public static IReadOnlyList<Param> Params(IReadOnlyList<Param>? values, string name) =>
        [.. Items(values, name).Select((param, i) => new Param(Required(param.Key, $"{name}[{i}].key"), param.Value ?? ""))];

    public static async Task AnswerAsync<T>(HttpContext context, int status, T body)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, MlflowJson.Of<T>());
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>A call under both prefixes.</summary>
    public void Map(string method, string path, RequestDelegate handle)
    {
        foreach (var prefix in Prefixes)
            routes.MapMethods(prefix + path, [method], handle);
    }
}
