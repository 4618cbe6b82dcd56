using System.Net;
using Relevo.Serving.Endpoints;
using Relevo.Serving.Protocols;
using Yarp.ReverseProxy.Forwarder;

namespace Relevo.Serving.Supervision;

/// <summary>Lets callers with a key through to the deployment that the header names or whose turn it is.</summary>
internal sealed class Router(Endpoint endpoint, IHttpForwarder forwarder, HttpMessageInvoker client, BearerKeys keys, TimeProvider timeProvider)
{
    private const int LargestMirrored = 1024 * 1024;

    private static readonly KeylessTransformer Transformer = new();

    private uint _turn;

    public static SocketsHttpHandler CreateHandler() => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        // Below the deployment's own, so that no connection is taken just when it closes.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
    };

    public async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/" && HttpMethods.IsGet(context.Request.Method))
        {
            await HttpAnswer.WriteTextAsync(context, "Healthy", context.RequestAborted);
            return;
        }

        switch (keys.Of(context))
        {
            case BearerKeys.Right.Score:
                await RouteAsync(context);
                break;
            case BearerKeys.Right.Control:
                await RefuseAsync(context, StatusCodes.Status403Forbidden, "Forbidden", "The admin token is for control calls; use the primary or secondary key.");
                break;
            default:
                context.Response.Headers.WWWAuthenticate = "Bearer";
                await RefuseAsync(context, StatusCodes.Status401Unauthorized, "Unauthorized", "The key is missing or wrong: send 'Authorization: Bearer <primary or secondary key>'.");
                break;
        }
    }

    private async Task RouteAsync(HttpContext context)
    {
        if (context.Request.ContentLength > LoopbackServer.MaxBodyBytes)
        {
            await RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, "PayloadTooLarge", $"The body is larger than {LoopbackServer.MaxBodyBytes} bytes.");
            return;
        }

        var forced = context.Request.Headers[EndpointHeaders.Deployment].ToString();
        var turn = Interlocked.Increment(ref _turn);
        while (true)
        {
            var table = endpoint.Table;
            var deployment = forced.Length > 0 ? table.Find(forced) : table.Pick(turn);
            if (deployment is null)
            {
                await RefuseAsync(context, StatusCodes.Status404NotFound, "NotFound", forced.Length > 0
                    ? $"There is no deployment '{(forced.Length > 64 ? forced[..64] : forced)}'; there are: {string.Join(", ", table.Deployments.Keys.Order(StringComparer.Ordinal))}."
                    : "No deployment has traffic.");
                return;
            }

            // Between the look at the table and this it may have begun to leave: then there is a newer table.
            if (!deployment.Requests.TryEnter())
                continue;
            try
            {
                if (forced.Length == 0 && table.PickMirror(turn) is { } mirror && mirror != deployment)
                    await MirrorAsync(context, mirror);
                await SendAsync(context, deployment);
                return;
            }
            finally
            {
                deployment.Requests.Exit();
            }
        }
    }

    private async Task SendAsync(HttpContext context, DeploymentProcess deployment)
    {
        context.Response.Headers[EndpointHeaders.Deployment] = deployment.Desired.Name;
        using var timeout = new CancellationTokenSource(deployment.Desired.RequestTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
        var isIn = false;
        try
        {
            // On its first start it is worth waiting for.
            await deployment.FirstOutcome.WaitAsync(either.Token);
            isIn = await deployment.Limit.TryEnterAsync(either.Token);
            if (!isIn)
                await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "TooManyRequests", $"Deployment '{deployment.Desired.Name}' has as many requests as it may; try again later.");
            else if (deployment.Destination is { } destination)
                await ForwardAsync(context, deployment, destination, timeout.Token);
            else
                await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "DeploymentNotHealthy", $"Deployment '{deployment.Desired.Name}' is not healthy; try again later.");
        }
        catch (OperationCanceledException) when (!isIn && either.IsCancellationRequested)
        {
            await RefuseAsync(context, StatusCodes.Status408RequestTimeout, "RequestTimeout", $"No answer within {deployment.Desired.RequestTimeout.TotalSeconds:0.###} s.");
        }
        finally
        {
            if (isIn)
                deployment.Limit.Exit();
        }
    }

    private async Task ForwardAsync(HttpContext context, DeploymentProcess deployment, string destination, CancellationToken timeout)
    {
        var config = new ForwarderRequestConfig { ActivityTimeout = deployment.Desired.RequestTimeout, Version = HttpVersion.Version11 };
        var error = await forwarder.SendAsync(context, destination, client, config, Transformer, timeout);
        if (error is ForwarderError.None || context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
            return;
        context.Response.Headers[EndpointHeaders.Deployment] = deployment.Desired.Name;
        if (timeout.IsCancellationRequested || error is ForwarderError.RequestTimedOut)
            await RefuseAsync(context, StatusCodes.Status408RequestTimeout, "RequestTimeout", $"No answer within {deployment.Desired.RequestTimeout.TotalSeconds:0.###} s.");
        else if (error is ForwarderError.RequestBodyClient || context.Response.StatusCode is StatusCodes.Status413PayloadTooLarge)
            await RefuseAsync(context, Math.Clamp(context.Response.StatusCode, 400, 499), "BadRequest", $"The body could not be read; the most is {LoopbackServer.MaxBodyBytes} bytes.");
        else
            await RefuseAsync(context, StatusCodes.Status502BadGateway, "DeploymentFailed", $"Deployment '{deployment.Desired.Name}' ended while it answered; it is started again.");
    }

    /// <summary>Sends a copy of a small request to another deployment; what it answers, and whether, does not matter.</summary>
    private async Task MirrorAsync(HttpContext context, DeploymentProcess mirror)
    {
        if (context.Request.ContentLength is not { } length || length > LargestMirrored || !HttpMethods.IsPost(context.Request.Method))
            return;
        var body = new byte[length];
        await context.Request.Body.ReadExactlyAsync(body, context.RequestAborted);
        context.Request.Body = new MemoryStream(body, writable: false);
        if (mirror.Destination is not { } destination || !mirror.Requests.TryEnter())
            return;
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(destination), context.Request.Path.ToUriComponent()))
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        _ = SendCopyAsync(request, mirror);
    }

    private async Task SendCopyAsync(HttpRequestMessage request, DeploymentProcess mirror)
    {
        using var timeout = new CancellationTokenSource(mirror.Desired.RequestTimeout, timeProvider);
        try
        {
            using var answer = await client.SendAsync(request, timeout.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            // The mirror's own log tells.
        }
        finally
        {
            request.Dispose();
            mirror.Requests.Exit();
        }
    }

    private static Task RefuseAsync(HttpContext context, int statusCode, string code, string message)
    {
        if (context.Response.HasStarted)
            return Task.CompletedTask;
        return HttpAnswer.WriteAsync(context, statusCode, json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            json.WriteString("code", code);
            json.WriteString("message", message);
            json.WriteEndObject();
            json.WriteEndObject();
        }, context.RequestAborted);
    }

    /// <summary>Deployments never see the callers' keys.</summary>
    private sealed class KeylessTransformer : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.Headers.Authorization = null;
            proxyRequest.Headers.Host = null;
        }
    }
}
