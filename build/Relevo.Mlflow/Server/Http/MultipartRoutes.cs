using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Relevo.Mlflow.Protocol;
using Relevo.Mlflow.Server.Artifacts;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Server.Http;

/// <summary>Uploads in parts. The real server offers them over cloud storage only; here the parts come back to this server.</summary>
internal static class MultipartRoutes
{
    /// <summary>Where parts are sent: outside the protocol, which leaves the address to the server.</summary>
    public const string PartPath = "/api/2.0/mlflow-artifacts/mpu/part";

    public static void Map(IEndpointRouteBuilder app, TrackingStore store, string prefix)
    {
        var uploads = new PartialUploads(store.ArtifactsRoot, store.Time);
        Map<CreateMultipartUpload, CreateMultipartUploadResponse>(app, prefix + "create", (c, folder, r) =>
        {
            var parts = r.NumParts ?? throw Rules.Missing("num_parts");
            var id = uploads.Begin(Target(folder, r.Path), parts);
            return new()
            {
                UploadId = id,
                Credentials = [.. Enumerable.Range(1, parts).Select(part => new UploadCredential($"{c.Request.Scheme}://{c.Request.Host}{PartPath}/{id}/{part}", part))],
            };
        });
        Map<EndMultipartUpload, Empty>(app, prefix + "complete", (_, folder, r) =>
        {
            uploads.Complete(JsonRoutes.Required(r.UploadId, "upload_id"), Target(folder, r.Path), JsonRoutes.Items(r.Parts, "parts"));
            return new();
        });
        Map<EndMultipartUpload, Empty>(app, prefix + "abort", (_, _, r) =>
        {
            uploads.Abort(JsonRoutes.Required(r.UploadId, "upload_id"));
            return new();
        });
        if (PartPath.StartsWith(prefix, StringComparison.Ordinal))
        {
            app.MapMethods(PartPath + "/{id}/{part}", ["PUT"], async c =>
            {
                ArtifactRoutes.Limit(c, null);
                c.Response.Headers.ETag = await uploads.AddAsync(JsonRoutes.InPath(c, "id"), JsonRoutes.InPath(c, "part"), c.Request.BodyReader, c.RequestAborted);
                await JsonRoutes.AnswerAsync(c, 200, new Empty());
            });
        }
    }

    private static void Map<TRequest, TAnswer>(IEndpointRouteBuilder app, string prefix, Func<HttpContext, string, TRequest, TAnswer> handle)
        where TRequest : class
    {
        app.MapMethods(prefix + "/{**path}", ["POST"], async c =>
        {
            TRequest request;
            using (var body = await JsonBody.ReadAsync(c, JsonRoutes.MostBytes))
                request = body.Parse<TRequest>();
            await JsonRoutes.AnswerAsync(c, 200, handle(c, ArtifactRoutes.PathIn(c, prefix), request));
        });
    }

    // The address names the folder, the body the file.
    private static string Target(string folder, string? path)
    {
        var name = JsonRoutes.Required(path, "path");
        name = name[(name.LastIndexOf('/') + 1)..];
        return folder.Trim('/').Length == 0 ? name : $"{folder.Trim('/')}/{name}";
    }
}
