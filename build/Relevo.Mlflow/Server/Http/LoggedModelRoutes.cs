using Relevo.Mlflow.Protocol;
using Relevo.Mlflow.Server.Store;
using static Relevo.Mlflow.Server.Http.JsonRoutes;

namespace Relevo.Mlflow.Server.Http;

/// <summary>The calls of service.proto about logged models; their files are among the artifacts.</summary>
internal static class LoggedModelRoutes
{
    private const string One = "logged-models/{model_id}";

    public static void Map(JsonRoutes routes, TrackingStore store)
    {
        routes.Post<CreateLoggedModel, LoggedModelResponse>("logged-models", async (r, token) => new(await store.CreateLoggedModelAsync(
            Required(r.ExperimentId, "experiment_id"), r.Name, r.ModelType, r.SourceRunId, Params(r.Params, "params"), Tags(r.Tags, "tags"), token)));
        routes.Post<SearchLoggedModels, SearchLoggedModelsResponse>("logged-models/search", (r, _) =>
        {
            var page = store.SearchLoggedModels(r);
            return Task.FromResult(new SearchLoggedModelsResponse { Models = page.Items, NextPageToken = page.NextToken });
        });
        routes.Get(One, q => new LoggedModelResponse(store.GetLoggedModel(q.Required("model_id"))));
        routes.Send<FinalizeLoggedModel, LoggedModelResponse>("PATCH", One, async (r, path, token) =>
        {
            var status = r.Status is { } given and not LoggedModelStatus.Unspecified ? given : throw Rules.Missing("status");
            return new(await store.FinalizeLoggedModelAsync(path("model_id"), status, token));
        });
        routes.Send<Empty, Empty>("DELETE", One, async (nothing, path, token) =>
        {
            await store.DeleteLoggedModelAsync(path("model_id"), token);
            return nothing;
        });
        routes.Send<SetLoggedModelTags, LoggedModelResponse>("PATCH", $"{One}/tags", async (r, path, token) =>
            new(await store.SetLoggedModelTagsAsync(path("model_id"), Tags(Required(r.Tags, "tags"), "tags"), token)));
        routes.Send<Empty, Empty>("DELETE", $"{One}/tags/{{tag_key}}", async (nothing, path, token) =>
        {
            await store.DeleteLoggedModelTagAsync(path("model_id"), path("tag_key"), token);
            return nothing;
        });
        routes.Send<LogLoggedModelParams, Empty>("POST", $"{One}/params", async (r, path, token) =>
        {
            await store.LogLoggedModelParamsAsync(path("model_id"), Params(r.Params, "params"), token);
            return new Empty();
        });
    }
}
