using Relevo.Mlflow.Protocol;
using Relevo.Mlflow.Server.Store;
using static Relevo.Mlflow.Server.Http.JsonRoutes;

namespace Relevo.Mlflow.Server.Http;

/// <summary>The calls of service.proto: experiments, runs, metrics.</summary>
internal static class TrackingRoutes
{
    private const int MostRuns = 100;
    private const int MostExperiments = 20;

    public static void Map(JsonRoutes routes, TrackingStore store)
    {
        MapExperiments(routes, store);
        MapRuns(routes, store);
        MapLogging(routes, store);
        MapHistory(routes, store);
    }

    private static void MapExperiments(JsonRoutes routes, TrackingStore store)
    {
        routes.Post<CreateExperiment, CreateExperimentResponse>("experiments/create", async (r, token) =>
            new(await store.CreateExperimentAsync(Required(r.Name, "name"), r.ArtifactLocation, Tags(r.Tags, "tags"), token)));
        routes.Get("experiments/get", q => new ExperimentResponse(store.GetExperiment(q.Required("experiment_id"))));
        routes.Get("experiments/get-by-name", q =>
        {
            var name = q.Required("experiment_name");
            return new ExperimentResponse(store.FindExperiment(name) ?? throw Rules.Absent($"Could not find experiment with name '{name}'"));
        });
        routes.Post<SearchExperiments, SearchExperimentsResponse>("experiments/search", (r, _) =>
            Task.FromResult(Found(store.SearchExperiments(r.Filter, Items(r.OrderBy, "order_by"), r.ViewType ?? ViewType.ActiveOnly, r.MaxResults, r.PageToken))));
        routes.Get("experiments/search", q =>
            Found(store.SearchExperiments(q.Text("filter"), q.All("order_by"), q.View("view_type"), q.Number("max_results"), q.Text("page_token"))));
        // Gone from the protocol since 2.0, but small clients still call it.
        routes.Get("experiments/list", q =>
            Found(store.SearchExperiments(null, null, q.View("view_type"), q.Number("max_results"), q.Text("page_token"))));
        routes.Post<UpdateExperiment>("experiments/update", (r, token) =>
            store.RenameExperimentAsync(Required(r.ExperimentId, "experiment_id"), Required(r.NewName, "new_name"), token));
        routes.Post<ExperimentRef>("experiments/delete", (r, token) => store.DeleteExperimentAsync(Required(r.ExperimentId, "experiment_id"), token));
        routes.Post<ExperimentRef>("experiments/restore", (r, token) => store.RestoreExperimentAsync(Required(r.ExperimentId, "experiment_id"), token));
        routes.Post<SetExperimentTag>("experiments/set-experiment-tag", (r, token) =>
            store.SetExperimentTagAsync(Required(r.ExperimentId, "experiment_id"), Required(r.Key, "key"), r.Value ?? "", token));
        routes.Post<DeleteExperimentTag>("experiments/delete-experiment-tag", (r, token) =>
            store.DeleteExperimentTagAsync(Required(r.ExperimentId, "experiment_id"), Required(r.Key, "key"), token));
    }

    private static void MapRuns(JsonRoutes routes, TrackingStore store)
    {
        routes.Post<CreateRun, RunResponse>("runs/create", async (r, token) =>
            new(await store.CreateRunAsync(r.ExperimentId, r.RunName, r.UserId, r.StartTime, Tags(r.Tags, "tags"), token)));
        routes.Get("runs/get", q => new RunResponse(store.GetRun(q.RunId())));
        routes.Post<UpdateRun, UpdateRunResponse>("runs/update", async (r, token) =>
            new(await store.UpdateRunAsync(Required(r.RunId ?? r.RunUuid, "run_id"), r.Status, r.EndTime, r.RunName, token)));
        routes.Post<RunRef>("runs/delete", (r, token) => store.DeleteRunAsync(Required(r.RunId, "run_id"), token));
        routes.Post<RunRef>("runs/restore", (r, token) => store.RestoreRunAsync(Required(r.RunId, "run_id"), token));
        routes.Post<SearchRuns, SearchRunsResponse>("runs/search", (r, _) =>
        {
            var page = store.SearchRuns(Items(r.ExperimentIds, "experiment_ids"), r.Filter, Items(r.OrderBy, "order_by"), r.RunViewType ?? ViewType.ActiveOnly, r.MaxResults, r.PageToken);
            return Task.FromResult(new SearchRunsResponse { Runs = page.Items, NextPageToken = page.NextToken });
        });
    }

    private static void MapLogging(JsonRoutes routes, TrackingStore store)
    {
        routes.Post<LogMetric>("runs/log-metric", (r, token) =>
        {
            var metric = new Metric
            {
                Key = Required(r.Key, "key"), Value = r.Value, Timestamp = r.Timestamp, Step = r.Step ?? 0,
                ModelId = r.ModelId, DatasetName = r.DatasetName, DatasetDigest = r.DatasetDigest,
            };
            Required((object?)r.Value, "value");
            Required((object?)r.Timestamp, "timestamp");
            return store.LogMetricAsync(Required(r.RunId ?? r.RunUuid, "run_id"), metric, token);
        });
        routes.Post<LogParam>("runs/log-parameter", (r, token) =>
            store.LogParamAsync(Required(r.RunId ?? r.RunUuid, "run_id"), Required(r.Key, "key"), r.Value ?? "", token));
        routes.Post<SetTag>("runs/set-tag", (r, token) =>
            store.SetTagAsync(Required(r.RunId ?? r.RunUuid, "run_id"), Required(r.Key, "key"), r.Value ?? "", token));
        routes.Post<DeleteTag>("runs/delete-tag", (r, token) => store.DeleteTagAsync(Required(r.RunId, "run_id"), Required(r.Key, "key"), token));
        routes.PostBatch("runs/log-batch", store);
        routes.Post<LogInputs>("runs/log-inputs", (r, token) => store.LogInputsAsync(Required(r.RunId, "run_id"), Items(r.Datasets, "datasets"), Named(Items(r.Models, "models")), token));
        routes.Post<LogOutputs>("runs/outputs", (r, token) => store.LogOutputsAsync(Required(r.RunId, "run_id"), Named(Items(Required(r.Models, "models"), "models")), token));
        routes.Post<LogModel>("runs/log-model", (r, token) => store.RecordModelAsync(Required(r.RunId, "run_id"), Required(r.ModelJson, "model_json"), token));
    }

    private static void MapHistory(JsonRoutes routes, TrackingStore store)
    {
        routes.Get("metrics/get-history", q =>
        {
            var page = store.GetMetricHistory(q.RunId(), q.Required("metric_key"), (int?)q.Number("max_results"), q.Text("page_token"));
            return new MetricHistoryResponse { Metrics = page.Items, NextPageToken = page.NextToken };
        });
        routes.Get("metrics/get-history-bulk", q =>
        {
            var runs = q.All("run_id");
            if (runs.Count == 0)
                throw Rules.Invalid("GetMetricHistoryBulk request must specify at least one run_id.");
            if (runs.Count > MostRuns)
                throw Rules.Invalid($"GetMetricHistoryBulk request cannot specify more than {MostRuns} run_ids. Received {runs.Count} run_ids.");
            var key = q.Text("metric_key") ?? throw Rules.Invalid("GetMetricHistoryBulk request must specify a metric_key.");
            return new MetricsResponse { Metrics = store.GetMetricHistoryBulk(runs, key, q.Number("max_results")) };
        });
        routes.Get("metrics/get-history-bulk-interval", q =>
        {
            var runs = q.All("run_ids");
            if (runs.Count == 0)
                throw Rules.Missing("run_ids");
            if (runs.Count > MostRuns)
                throw Rules.Invalid($"GetMetricHistoryBulkInterval request must specify at most {MostRuns} run_ids. Received {runs.Count} run_ids.");
            var key = q.Required("metric_key");
            var most = q.Number("max_results");
            return most is null or (>= 1 and <= 2500)
                ? new MetricsResponse { Metrics = store.GetSampledHistory(runs, key, q.Number("start_step"), q.Number("end_step"), (int?)most) }
                : throw Rules.Invalid("max_results must be between 1 and 2500.");
        });
        routes.Post<SearchDatasets, SearchDatasetsResponse>("experiments/search-datasets", (r, _) =>
        {
            var experiments = Items(r.ExperimentIds, "experiment_ids");
            if (experiments.Count == 0)
                throw Rules.Invalid("SearchDatasets request must specify at least one experiment_id.");
            return experiments.Count <= MostExperiments
                ? Task.FromResult(new SearchDatasetsResponse { DatasetSummaries = store.SearchDatasets(experiments) })
                : throw Rules.Invalid($"SearchDatasets request cannot specify more than {MostExperiments} experiment_ids. Received {experiments.Count} experiment_ids.");
        });
    }

    private static IReadOnlyList<ModelOutput> Named(IReadOnlyList<ModelOutput> models)
    {
        for (var i = 0; i < models.Count; i++)
            Required(models[i].ModelId, $"models[{i}].model_id");
        return models;
    }

    private static IReadOnlyList<ModelInput> Named(IReadOnlyList<ModelInput> models)
    {
        for (var i = 0; i < models.Count; i++)
            Required(models[i].ModelId, $"models[{i}].model_id");
        return models;
    }

    private static SearchExperimentsResponse Found(Page<Experiment> page) => new() { Experiments = page.Items, NextPageToken = page.NextToken };
}
