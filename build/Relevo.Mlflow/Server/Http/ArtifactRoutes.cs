using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Relevo.Mlflow.Protocol;
using Relevo.Mlflow.Server.Artifacts;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Server.Http;

/// <summary>The artifacts' proxy, the listing of a run's artifacts, and the few paths outside the protocol.</summary>
internal static class ArtifactRoutes
{
    /// <summary>The version of MLflow whose protocol this server speaks; clients read it to choose their calls.</summary>
    private const string ProtocolVersion = "3.5.0";

    private static readonly string[] Prefixes = ["/api/2.0/mlflow-artifacts/artifacts", "/ajax-api/2.0/mlflow-artifacts/artifacts"];

    public static void Map(IEndpointRouteBuilder app, TrackingStore store)
    {
        var tree = new ArtifactFolder(store.ArtifactsRoot);
        foreach (var prefix in Prefixes)
        {
            app.MapMethods(prefix, ["GET"], c => JsonRoutes.AnswerAsync(c, 200, new ListArtifactsResponse { Files = tree.List(QueryOf(c).Text("path") ?? "", isNameOnly: true) }));
            app.MapMethods(prefix + "/{**path}", ["GET"], c => DownloadAsync(c, tree.File(PathIn(c, prefix))));
            app.MapMethods(prefix + "/{**path}", ["PUT"], c => UploadAsync(c, tree, PathIn(c, prefix)));
            app.MapMethods(prefix + "/{**path}", ["DELETE"], c =>
            {
                tree.Delete(PathIn(c, prefix));
                return JsonRoutes.AnswerAsync(c, 200, new Empty());
            });
        }
        new JsonRoutes(app).Get("artifacts/list", q =>
        {
            var run = store.GetRun(q.RunId());
            return new ListArtifactsResponse { RootUri = run.Info.ArtifactUri, Files = FolderOf(store, run.Info.ArtifactUri).List(q.Text("path") ?? "", isNameOnly: false) };
        });
        app.MapMethods("/get-artifact", ["GET"], c =>
        {
            var query = QueryOf(c);
            return DownloadAsync(c, FolderOf(store, store.GetRun(query.RunId()).Info.ArtifactUri).File(query.Required("path")));
        });
        app.MapMethods("/model-versions/get-artifact", ["GET"], c =>
        {
            var query = QueryOf(c);
            return DownloadAsync(c, FolderOf(store, store.GetDownloadUri(query.Required("name"), query.Required("version"))).File(query.Required("path")));
        });
        app.MapMethods("/health", ["GET"], c => c.Response.WriteAsync("OK", c.RequestAborted));
        app.MapMethods("/version", ["GET"], c => c.Response.WriteAsync(ProtocolVersion, c.RequestAborted));
    }

    private static Query QueryOf(HttpContext context) => new(context.Request.Query);

    // Only what lies below the artifacts' root: an experiment may name any folder of the machine as its place.
    private static ArtifactFolder FolderOf(TrackingStore store, string? uri) => ArtifactUri.PathOf(uri ?? "") is { } path
        ? new ArtifactFolder(ArtifactTree.Resolve(store.ArtifactsRoot, path))
        : throw Rules.Invalid($"The artifacts at '{uri}' are not kept by this server; read them from there.");

    // From the bytes of the request: the server's own decoding leaves %2F and would hide what was sent.
    private static string PathIn(HttpContext context, string prefix)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget; // Every server offers the feature.
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        if (!path.StartsWith(prefix + "/", StringComparison.Ordinal))
            throw new MlflowException(ErrorCodes.InvalidParameterValue, "Invalid path");
        return Uri.UnescapeDataString(path[(prefix.Length + 1)..]);
    }

    private static async Task DownloadAsync(HttpContext context, FileInfo file)
    {
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = file.Length;
        context.Response.Headers.ContentDisposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString(file.Name)}";
        await context.Response.SendFileAsync(file.FullName, 0, file.Length, context.RequestAborted);
    }

    private static async Task UploadAsync(HttpContext context, ArtifactFolder tree, string path)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        await tree.WriteAsync(path, context.Request.Body, context.RequestAborted);
        await JsonRoutes.AnswerAsync(context, 200, new Empty());
    }
}
