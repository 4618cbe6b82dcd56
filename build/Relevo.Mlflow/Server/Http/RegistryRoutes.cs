using Relevo.Mlflow.Protocol;
using Relevo.Mlflow.Server.Artifacts;
using Relevo.Mlflow.Server.Store;
using static Relevo.Mlflow.Server.Http.JsonRoutes;

namespace Relevo.Mlflow.Server.Http;

/// <summary>The calls of model_registry.proto.</summary>
internal static class RegistryRoutes
{
    public static void Map(JsonRoutes routes, TrackingStore store)
    {
        MapModels(routes, store);
        MapAliases(routes, store);
        MapVersions(routes, store);
    }

    private static void MapModels(JsonRoutes routes, TrackingStore store)
    {
        routes.Post<CreateRegisteredModel, RegisteredModelResponse>("registered-models/create", async (r, token) =>
            new(await store.CreateRegisteredModelAsync(Required(r.Name, "name"), r.Description, Tags(r.Tags, "tags"), token)));
        routes.Get("registered-models/get", q => new RegisteredModelResponse(store.GetRegisteredModel(q.Required("name"))));
        routes.Post<RenameRegisteredModel, RegisteredModelResponse>("registered-models/rename", async (r, token) =>
            new(await store.RenameRegisteredModelAsync(Required(r.Name, "name"), r.NewName, token)));
        routes.Send<UpdateRegisteredModel, RegisteredModelResponse>("PATCH", "registered-models/update", async (r, token) =>
            new(await store.UpdateRegisteredModelAsync(Required(r.Name, "name"), r.Description, token)));
        routes.Send<RegisteredModelRef>("DELETE", "registered-models/delete", (r, token) => store.DeleteRegisteredModelAsync(Required(r.Name, "name"), token));
        routes.Get("registered-models/search", q =>
        {
            var page = store.SearchRegisteredModels(q.Text("filter"), q.All("order_by"), q.Number("max_results"), q.Text("page_token"));
            return new SearchRegisteredModelsResponse { RegisteredModels = page.Items, NextPageToken = page.NextToken };
        });
        routes.Post<SetRegisteredModelTag>("registered-models/set-tag", (r, token) =>
            store.SetRegisteredModelTagAsync(Required(r.Name, "name"), Required(r.Key, "key"), r.Value ?? "", token));
        routes.Send<DeleteRegisteredModelTag>("DELETE", "registered-models/delete-tag", (r, token) =>
            store.DeleteRegisteredModelTagAsync(Required(r.Name, "name"), Required(r.Key, "key"), token));
        routes.Post<GetLatestVersions, ModelVersionsResponse>("registered-models/get-latest-versions", (r, _) =>
            Task.FromResult(Latest(store, Required(r.Name, "name"), Items(r.Stages, "stages"))));
        routes.Get("registered-models/get-latest-versions", q => Latest(store, q.Required("name"), q.All("stages")));
    }

    private static void MapAliases(JsonRoutes routes, TrackingStore store)
    {
        routes.Post<SetAlias>("registered-models/alias", (r, token) =>
            store.SetAliasAsync(Required(r.Name, "name"), Required(r.Alias, "alias"), Required(r.Version, "version"), null, null, token));
        routes.Send<DeleteAlias>("DELETE", "registered-models/alias", (r, token) =>
            store.DeleteAliasAsync(Required(r.Name, "name"), Required(r.Alias, "alias"), null, null, token));
        routes.Get("registered-models/alias", q =>
        {
            var (name, alias) = (q.Required("name"), q.Required("alias"));
            var version = store.FindModelVersionByAlias(name, alias);
            if (version is null)
                store.GetRegisteredModel(name);
            return new ModelVersionResponse(version ?? throw Rules.Invalid($"Registered model alias {alias} not found."));
        });
    }

    private static void MapVersions(JsonRoutes routes, TrackingStore store)
    {
        routes.Post<CreateModelVersion, ModelVersionResponse>("model-versions/create", async (r, token) =>
        {
            var version = new NewModelVersion
            {
                Name = Required(r.Name, "name"), Source = Required(r.Source, "source"), RunId = r.RunId, RunLink = r.RunLink,
                Description = r.Description, ModelId = r.ModelId, Tags = Tags(r.Tags, "tags"),
            };
            // A prompt has no files; its text is a tag.
            if (!version.Tags.Any(tag => tag.Key == TrackingStore.PromptTag))
                CheckSource(store, r.Source!, r.RunId, r.ModelId); // Required above.
            return new(await store.CreateModelVersionAsync(version, token));
        });
        routes.Get("model-versions/get", q => new ModelVersionResponse(store.GetModelVersion(q.Required("name"), q.Required("version"))));
        routes.Get("model-versions/get-download-uri", q => new DownloadUriResponse(store.GetDownloadUri(q.Required("name"), q.Required("version"))));
        routes.Send<UpdateModelVersion, ModelVersionResponse>("PATCH", "model-versions/update", async (r, token) =>
            new(await store.UpdateModelVersionAsync(Required(r.Name, "name"), Required(r.Version, "version"), r.Description, token)));
        routes.Post<TransitionStage, ModelVersionResponse>("model-versions/transition-stage", async (r, token) =>
        {
            return new(await store.TransitionStageAsync(
                Required(r.Name, "name"), Required(r.Version, "version"), Required(r.Stage, "stage"), r.ArchiveExistingVersions ?? false, token));
        });
        routes.Send<ModelVersionRef>("DELETE", "model-versions/delete", (r, token) =>
            store.DeleteModelVersionAsync(Required(r.Name, "name"), Required(r.Version, "version"), token));
        routes.Get("model-versions/search", q =>
        {
            var page = store.SearchModelVersions(q.Text("filter"), q.All("order_by"), q.Number("max_results"), q.Text("page_token"));
            return new ModelVersionsResponse { ModelVersions = page.Items, NextPageToken = page.NextToken };
        });
        routes.Post<SetModelVersionTag>("model-versions/set-tag", (r, token) => store.SetModelVersionTagAsync(
            Required(r.Name, "name"), Required(r.Version, "version"), Required(r.Key, "key"), r.Value ?? "", token));
        routes.Send<DeleteModelVersionTag>("DELETE", "model-versions/delete-tag", (r, token) =>
            store.DeleteModelVersionTagAsync(Required(r.Name, "name"), Required(r.Version, "version"), Required(r.Key, "key"), token));
    }

    private static ModelVersionsResponse Latest(TrackingStore store, string name, IReadOnlyList<string> stages) =>
        new() { ModelVersions = store.GetLatestVersions(name, stages) };

    // A version whose source is any folder of this machine would let a caller read that folder through the registry.
    private static void CheckSource(TrackingStore store, string source, string? runId, string? modelId)
    {
        var isLocal = !Uri.TryCreate(source, UriKind.Absolute, out var uri) || uri.IsFile;
        if (!isLocal)
        {
            if (HasRelativeParts(source))
                throw Rules.Invalid($"Invalid model version source: '{source}'. If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, an absolute path must be provided without relative path references present. Please provide an absolute path.");
            if (ArtifactUri.PathOf(source) is { } path)
                ArtifactTree.Resolve(store.ArtifactsRoot, path);
            return;
        }
        var local = uri?.LocalPath ?? source;
        if (!string.IsNullOrEmpty(runId) && Path.IsPathFullyQualified(local) && IsInside(Path.GetFullPath(local), store.GetArtifactFolder(runId)))
            return;
        var owner = string.IsNullOrEmpty(modelId) ? "run_id" : "model_id";
        throw Rules.Invalid(
            $"Invalid model version source: '{source}'. To use a local path as a model version source, the {owner} request parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the {owner}.");
    }

    // However often it is encoded.
    private static bool HasRelativeParts(string source)
    {
        for (var decoded = Uri.UnescapeDataString(source); decoded != source; decoded = Uri.UnescapeDataString(source))
            source = decoded;
        return source.Contains('\0', StringComparison.Ordinal) || source.Split('/', '\\').Contains("..");
    }

    private static bool IsInside(string path, string folder) => path == folder || path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
