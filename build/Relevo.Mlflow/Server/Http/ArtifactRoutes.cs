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

    /// <summary>The most that may come in one call from a page.</summary>
    private const long MostPageBytes = 10 * 1024 * 1024;

    private static readonly string[] Prefixes = ["/api/2.0/", "/ajax-api/2.0/"];

    public static void Map(IEndpointRouteBuilder app, TrackingStore store)
    {
        var tree = new ArtifactFolder(store.ArtifactsRoot);
        foreach (var prefix in Prefixes)
        {
            MapProxy(app, tree, $"{prefix}mlflow-artifacts/artifacts");
            MultipartRoutes.Map(app, store, $"{prefix}mlflow-artifacts/mpu/");
        }
        MapRuns(new JsonRoutes(app), app, store);
        app.MapMethods("/health", ["GET"], c => c.Response.WriteAsync("OK", c.RequestAborted));
        app.MapMethods("/version", ["GET"], c => c.Response.WriteAsync(ProtocolVersion, c.RequestAborted));
    }

    private static void MapProxy(IEndpointRouteBuilder app, ArtifactFolder tree, string prefix)
    {
        app.MapMethods(prefix, ["GET"], c => JsonRoutes.AnswerAsync(c, 200, new ListArtifactsResponse { Files = tree.List(QueryOf(c).Text("path") ?? "", isNameOnly: true) }));
        app.MapMethods(prefix + "/{**path}", ["GET", "HEAD"], c => Download.SendAsync(c, tree.File(PathIn(c, prefix))));
        app.MapMethods(prefix + "/{**path}", ["PUT"], c => UploadAsync(c, tree, PathIn(c, prefix)));
        app.MapMethods(prefix + "/{**path}", ["DELETE"], c =>
        {
            tree.Delete(PathIn(c, prefix));
            return JsonRoutes.AnswerAsync(c, 200, new Empty());
        });
    }

    private static void MapRuns(JsonRoutes routes, IEndpointRouteBuilder app, TrackingStore store)
    {
        routes.Get("artifacts/list", q => ListOf(store, store.GetRun(q.RunId()).Info.ArtifactUri, q.Text("path")));
        routes.Get("logged-models/{model_id}/artifacts/directories", q =>
            ListOf(store, store.GetLoggedModel(q.Required("model_id")).Info.ArtifactUri, q.Text("artifact_directory_path")));
        routes.Map("GET", "logged-models/{model_id}/artifacts/files", c => SendAsync(
            c, store, q => store.GetLoggedModel(q.Required("model_id")).Info.ArtifactUri, "artifact_file_path"));
        routes.Map("POST", "upload-artifact", async c =>
        {
            var query = QueryOf(c);
            var run = store.GetRun(query.Text("run_uuid") is { Length: > 0 } id ? id : throw Rules.Invalid("Request must specify run_uuid."));
            var path = query.Text("path") is { Length: > 0 } given ? given : throw Rules.Invalid("Request must specify path.");
            if (c.Request.ContentLength > MostPageBytes)
                throw Rules.Invalid("Artifact size is too large. Max size is 10MB.");
            if (c.Request.ContentLength == 0)
                throw Rules.Invalid("Request must specify data.");
            Limit(c, MostPageBytes);
            await FolderOf(store, run.Info.ArtifactUri).WriteAsync(path, c.Request.BodyReader, c.RequestAborted);
            await JsonRoutes.AnswerAsync(c, 200, new Empty());
        });
        app.MapMethods("/get-artifact", ["GET", "HEAD"], c => SendAsync(c, store, q => store.GetRun(q.RunId()).Info.ArtifactUri, "path"));
        app.MapMethods("/model-versions/get-artifact", ["GET", "HEAD"], c =>
            SendAsync(c, store, q => store.GetDownloadUri(q.Required("name"), q.Required("version")), "path"));
    }

    private static ListArtifactsResponse ListOf(TrackingStore store, string? root, string? path) =>
        new() { RootUri = root, Files = FolderOf(store, root).List(path ?? "", isNameOnly: false) };

    private static Task SendAsync(HttpContext context, TrackingStore store, Func<Query, string?> root, string path)
    {
        var query = QueryOf(context);
        return Download.SendAsync(context, FolderOf(store, root(query)).File(query.Required(path)));
    }

    internal static Query QueryOf(HttpContext context) => new(context.Request);

    // Only what lies below the artifacts' root: an experiment may name any folder of the machine as its place.
    private static ArtifactFolder FolderOf(TrackingStore store, string? uri) => ArtifactUri.PathOf(uri ?? "") is { } path
        ? new ArtifactFolder(ArtifactTree.Resolve(store.ArtifactsRoot, path))
        : throw Rules.Invalid($"The artifacts at '{uri}' are not kept by this server; read them from there.");

    // From the bytes of the request: the server's own decoding leaves %2F and would hide what was sent.
    internal static string PathIn(HttpContext context, string prefix)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget; // Every server offers the feature.
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        if (!path.StartsWith(prefix + "/", StringComparison.Ordinal))
            throw new MlflowException(ErrorCodes.InvalidParameterValue, "Invalid path");
        return Uri.UnescapeDataString(path[(prefix.Length + 1)..]);
    }

    private static async Task UploadAsync(HttpContext context, ArtifactFolder tree, string path)
    {
        Limit(context, null);
        await tree.WriteAsync(path, context.Request.BodyReader, context.RequestAborted);
        await JsonRoutes.AnswerAsync(context, 200, new Empty());
    }

    internal static void Limit(HttpContext context, long? bytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = bytes;
    }
}
