using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Relevo.Core.Errors;
using Relevo.Mlflow.Protocol;
using Relevo.Mlflow.Server.Pages.Markup;

namespace Relevo.Mlflow.Server.Pages;

/// <summary>Sends what people's browsers get, each with the least power that it needs.</summary>
internal static class PageAnswer
{
    // Everything a page needs comes from this server; nothing inline runs, and no other site may frame it.
    private const string Policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    // A drawing opened by itself may style itself, and do nothing else.
    private const string ImagePolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'";

    /// <summary>A page, or the page that tells why there is none.</summary>
    public static async Task PageAsync(HttpContext context, Func<HttpContext, XElement> render)
    {
        var (status, page) = Rendered(context, render);
        var bytes = Html.ToBytes(page);
        Guard(context.Response, Policy);
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>An image among the artifacts.</summary>
    public static async Task ImageAsync(HttpContext context, string type, FileInfo file)
    {
        Guard(context.Response, ImagePolicy);
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.ContentType = type;
        context.Response.ContentLength = file.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.SendFileAsync(file.FullName, 0, file.Length, context.RequestAborted);
    }

    /// <summary>A file that pages refer to.</summary>
    public static async Task AssetAsync(HttpContext context, Asset asset)
    {
        Guard(context.Response, "default-src 'none'");
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        context.Response.ContentType = asset.ContentType;
        context.Response.ContentLength = asset.Content.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(asset.Content, context.RequestAborted);
    }

    private static (int Status, XElement Page) Rendered(HttpContext context, Func<HttpContext, XElement> render)
    {
        try
        {
            return (200, render(context));
        }
        catch (MlflowException e)
        {
            var status = ErrorCodes.StatusOf(e.ErrorCode);
            return (status, Layout.Fault(status switch { 404 => "Not found", 400 => "This cannot be shown", _ => "Something went wrong" }, e.Message));
        }
        catch (RelevoException e) when (e.ExitCode == ExitCode.Workspace)
        {
            return (503, Layout.Fault("The store cannot be read", $"{e.Problem} To mend it: {e.Remedy}"));
        }
    }

    private static void Guard(HttpResponse response, string policy)
    {
        response.Headers.ContentSecurityPolicy = policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers["Referrer-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
