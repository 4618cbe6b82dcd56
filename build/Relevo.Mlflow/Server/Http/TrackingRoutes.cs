using Relevo.Mlflow.Protocol;
using Relevo.Mlflow.Server.Store;
using static Relevo.Mlflow.Server.Http.JsonRoutes;

namespace Relevo.Mlflow.Server.Http;

/// <summary>The calls of service.proto: experiments, runs, metrics.</summary>
internal static class TrackingRoutes
{
    public static void Map(JsonRoutes routes, TrackingStore store)
    {
        MapExperiments(routes, store);
        MapRuns(routes, store);
        MapLogging(routes, store);
    }

    private static void MapExperiments(JsonRoutes routes, TrackingStore store)
    {
        routes.Post<CreateExperiment, CreateExperimentResponse>("experiments/create", async (r, token) =>
            new(await store.CreateExperimentAsync(Required(r.Name, "name"), r.ArtifactLocation, Items(r.Tags, "tags"), token)));
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
            store.SetExperimentTagAsync(Required(r.ExperimentId, "experiment_id"), Required(r.Key, "key"), Required(r.Value, "value"), token));
        routes.Post<DeleteExperimentTag>("experiments/delete-experiment-tag", (r, token) =>
            store.DeleteExperimentTagAsync(Required(r.ExperimentId, "experiment_id"), Required(r.Key, "key"), token));
    }

    private static void MapRuns(JsonRoutes routes, TrackingStore store)
    {
        routes.Post<CreateRun, RunResponse>("runs/create", async (r, token) =>
            new(await store.CreateRunAsync(r.ExperimentId, r.RunName, r.UserId, r.StartTime, Items(r.Tags, "tags"), token)));
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
            store.LogParamAsync(Required(r.RunId ?? r.RunUuid, "run_id"), Required(r.Key, "key"), Required(r.Value, "value"), token));
        routes.Post<SetTag>("runs/set-tag", (r, token) =>
            store.SetTagAsync(Required(r.RunId ?? r.RunUuid, "run_id"), Required(r.Key, "key"), Required(r.Value, "value"), token));
        routes.Post<DeleteTag>("runs/delete-tag", (r, token) => store.DeleteTagAsync(Required(r.RunId, "run_id"), Required(r.Key, "key"), token));
        routes.Post<LogBatch>("runs/log-batch", (r, token) =>
            store.LogBatchAsync(Required(r.RunId, "run_id"), Items(r.Metrics, "metrics"), Items(r.Params, "params"), Items(r.Tags, "tags"), token));
        routes.Post<LogInputs>("runs/log-inputs", (r, token) => store.LogInputsAsync(Required(r.RunId, "run_id"), Items(r.Datasets, "datasets"), token));
        routes.Get("metrics/get-history", q =>
        {
            var page = store.GetMetricHistory(q.RunId(), q.Required("metric_key"), (int?)q.Number("max_results"), q.Text("page_token"));
            return new MetricHistoryResponse { Metrics = page.Items, NextPageToken = page.NextToken };
        });
    }

    private static SearchExperimentsResponse Found(Page<Experiment> page) => new() { Experiments = page.Items, NextPageToken = page.NextToken };
}
