using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Relevo.Serving.Endpoints;

namespace Relevo.Serving.Supervision;

/// <summary>The calls under <c>/-/</c>, for the owner of the endpoint alone.</summary>
internal sealed class ControlApi(Endpoint endpoint, BearerKeys keys, IHostApplicationLifetime lifetime, RotatingLog log)
{
    public async Task AnswerAsync(HttpContext context)
    {
        try
        {
            Authorize(context);
            await RouteAsync(context, context.RequestAborted);
        }
        catch (ControlRefusal refusal)
        {
            await RefuseAsync(context, refusal);
        }
        catch (JsonException fault)
        {
            await RefuseAsync(context, new ControlRefusal(
                StatusCodes.Status400BadRequest, "The body is not a desired state in JSON", null, [$"line {fault.LineNumber + 1}, {fault.Path}"]));
        }
        catch (BadHttpRequestException fault)
        {
            await RefuseAsync(context, new ControlRefusal(fault.StatusCode, fault.Message, null, []));
        }
        catch (IOException fault)
        {
            log.Write($"a control call failed: {fault.Message}");
            await RefuseAsync(context, new ControlRefusal(
                StatusCodes.Status500InternalServerError, "The state could not be written", "check the disk.", [fault.Message]));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            log.Write("a control call was given up by its caller; nothing was changed");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException && !context.Response.HasStarted)
        {
            log.Write($"a fault of ours in a control call: {fault}");
            await RefuseAsync(context, new ControlRefusal(StatusCodes.Status500InternalServerError, "The endpoint failed; its log says more", null, []));
        }
    }

    private async Task RouteAsync(HttpContext context, CancellationToken cancellationToken)
    {
        switch (context.Request.Method, context.Request.Path.Value)
        {
            case ("GET", "/-/status"):
                await WriteStatusAsync(context, cancellationToken);
                break;
            case ("PUT", "/-/desired"):
                var desired = await JsonSerializer.DeserializeAsync(context.Request.Body, EndpointJson.Default.DesiredEndpoint, cancellationToken)
                    ?? throw new ControlRefusal(StatusCodes.Status400BadRequest, "The body is null", null, []);
                await endpoint.ApplyAsync(desired, cancellationToken);
                await WriteStatusAsync(context, cancellationToken);
                break;
            case ("POST", "/-/stop"):
                log.Write("is asked to stop");
                context.Response.StatusCode = StatusCodes.Status202Accepted;
                await context.Response.CompleteAsync();
                lifetime.StopApplication();
                break;
            default:
                throw new ControlRefusal(
                    StatusCodes.Status404NotFound, "There is no such control call", "use GET /-/status, PUT /-/desired or POST /-/stop.", []);
        }
    }

    private void Authorize(HttpContext context)
    {
        switch (keys.Of(context))
        {
            case BearerKeys.Right.Control:
                break;
            case BearerKeys.Right.Score:
                throw new ControlRefusal(StatusCodes.Status403Forbidden, "A scoring key may not control the endpoint", "use the admin token of 'keys.json'.", []);
            default:
                context.Response.Headers.WWWAuthenticate = "Bearer";
                throw new ControlRefusal(StatusCodes.Status401Unauthorized, "The admin token is missing or wrong", "send 'Authorization: Bearer <admin token of keys.json>'.", []);
        }
    }

    private Task WriteStatusAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(context.Response.Body, endpoint.Status(), EndpointJson.Default.EndpointStatus, cancellationToken);
    }

    private static Task RefuseAsync(HttpContext context, ControlRefusal refusal)
    {
        context.Response.StatusCode = refusal.StatusCode;
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(
            context.Response.Body, new ControlError(refusal.Message, refusal.Remedy, refusal.Details), EndpointJson.Default.ControlError, context.RequestAborted);
    }
}
