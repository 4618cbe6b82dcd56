using System.Runtime.CompilerServices;
using Relevo.Mlflow.Protocol;

namespace Relevo.Mlflow;

public sealed partial class MlflowClient
{
    private const int HistoryPage = 25_000;

    /// <summary>Makes a run that is running.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="name">The name; null for one that the server invents.</param>
    /// <param name="tags">Tags to begin with.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The run.</returns>
    public async Task<Run> CreateRunAsync(string experimentId, string? name, IReadOnlyList<Tag>? tags, CancellationToken cancellationToken) =>
        (await PostAsync<CreateRun, RunResponse>(
            "runs/create", new(experimentId, Environment.UserName, name, NowMilliseconds(), tags), cancellationToken, isIdempotent: false).ConfigureAwait(false)).Run;

    /// <summary>A run with its latest metrics, params, tags and inputs.</summary>
    /// <param name="runId">The identity.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The run.</returns>
    public async Task<Run> GetRunAsync(string runId, CancellationToken cancellationToken) =>
        (await GetAsync<RunResponse>("runs/get", cancellationToken, Q("run_id", runId)).ConfigureAwait(false)).Run;

    /// <summary>Changes status, end or name of a run.</summary>
    /// <param name="runId">The identity.</param>
    /// <param name="status">The status; null leaves it.</param>
    /// <param name="endTime">The end; null leaves it.</param>
    /// <param name="name">The name; null leaves it.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The run's state after the change.</returns>
    public async Task<RunInfo> UpdateRunAsync(
        string runId, RunStatus? status, DateTimeOffset? endTime, string? name, CancellationToken cancellationToken) =>
        (await PostAsync<UpdateRun, UpdateRunResponse>(
            "runs/update", new(runId, status, endTime?.ToUnixTimeMilliseconds(), name), cancellationToken).ConfigureAwait(false)).RunInfo;

    /// <summary>Marks a run as deleted.</summary>
    /// <param name="runId">The identity.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When done.</returns>
    public Task DeleteRunAsync(string runId, CancellationToken cancellationToken) => PostAsync("runs/delete", new RunRef(runId), cancellationToken);

    /// <summary>Takes a deletion back.</summary>
    /// <param name="runId">The identity.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When done.</returns>
    public Task RestoreRunAsync(string runId, CancellationToken cancellationToken) => PostAsync("runs/restore", new RunRef(runId), cancellationToken);

    /// <summary>Logs one point of a metric.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="metric">The point; its time is set to now where absent.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When the server has it.</returns>
    public Task LogMetricAsync(string runId, Metric metric, CancellationToken cancellationToken) =>
        PostAsync("runs/log-metric", new LogMetric(
            runId, metric.Key, metric.Value, metric.Timestamp ?? NowMilliseconds(), metric.Step, null, metric.ModelId, metric.DatasetName, metric.DatasetDigest), cancellationToken);

    /// <summary>Logs a param. Logging it again with the same value does nothing, with another is refused.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When the server has it.</returns>
    public Task LogParamAsync(string runId, string key, string value, CancellationToken cancellationToken) =>
        PostAsync("runs/log-parameter", new LogParam(runId, key, value), cancellationToken);

    /// <summary>Sets a tag of a run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When the server has it.</returns>
    public Task SetTagAsync(string runId, string key, string value, CancellationToken cancellationToken) =>
        PostAsync("runs/set-tag", new SetTag(runId, key, value), cancellationToken);

    /// <summary>Removes a tag of a run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When done.</returns>
    public Task DeleteTagAsync(string runId, string key, CancellationToken cancellationToken) =>
        PostAsync("runs/delete-tag", new DeleteTag(runId, key), cancellationToken);

    /// <summary>Logs any number of metrics, params and tags, in as many calls as the protocol's limits need.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="metrics">Points; their time is set to now where absent.</param>
    /// <param name="params">Params.</param>
    /// <param name="tags">Tags.</param>
    /// <param name="cancellationToken">Stops the calls; what was sent stays.</param>
    /// <returns>When the server has them all.</returns>
    public async Task LogBatchAsync(
        string runId, IReadOnlyList<Metric> metrics, IReadOnlyList<Param> @params, IReadOnlyList<Tag> tags, CancellationToken cancellationToken)
    {
        var now = NowMilliseconds();
        foreach (var part in Parts(@params, p => p.Value))
            await PostAsync("runs/log-batch", new LogBatch(runId, null, part), cancellationToken).ConfigureAwait(false);
        foreach (var part in Parts(tags, t => t.Value))
            await PostAsync("runs/log-batch", new LogBatch(runId, null, null, part), cancellationToken).ConfigureAwait(false);
        foreach (var part in metrics.Chunk(1000))
        {
            var timed = Array.ConvertAll(part, m => m.Timestamp is null ? m with { Timestamp = now } : m);
            await PostAsync("runs/log-batch", new LogBatch(runId, timed), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Says which data sets a run read.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="datasets">The data sets.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When the server has them.</returns>
    public Task LogInputsAsync(string runId, IReadOnlyList<DatasetInput> datasets, CancellationToken cancellationToken) =>
        PostAsync("runs/log-inputs", new LogInputs(runId, datasets), cancellationToken);

    /// <summary>Searches runs, page by page as they are read.</summary>
    /// <param name="experimentIds">The experiments to look in.</param>
    /// <param name="filter">A filter such as <c>metrics.rmse &lt; 3 AND params.model LIKE 'GPT%'</c>; null for all.</param>
    /// <param name="orderBy">Keys such as <c>metrics.rmse ASC</c>; null for the newest first.</param>
    /// <param name="view">Which lifecycle stages.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The runs found.</returns>
    public async IAsyncEnumerable<Run> SearchRunsAsync(
        IReadOnlyList<string> experimentIds, string? filter, IReadOnlyList<string>? orderBy, ViewType view,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (string? token = null; ;)
        {
            var page = await PostAsync<SearchRuns, SearchRunsResponse>(
                "runs/search", new(experimentIds, filter, view, 1000, orderBy, token), cancellationToken).ConfigureAwait(false);
            foreach (var run in page.Runs)
                yield return run;
            if (string.IsNullOrEmpty(page.NextPageToken) || page.NextPageToken == token)
                yield break;
            token = page.NextPageToken;
        }
    }

    /// <summary>All points of a metric, page by page as they are read.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The name of the metric.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The points.</returns>
    public async IAsyncEnumerable<Metric> GetMetricHistoryAsync(
        string runId, string key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (string? token = null; ;)
        {
            // Without max_results servers from 3.4.0 answer no points and a token that never moves (mlflow#23916).
            var page = await GetAsync<MetricHistoryResponse>("metrics/get-history", cancellationToken,
                Q("run_id", runId), Q("metric_key", key), Q("max_results", HistoryPage.ToString()), Q("page_token", token)).ConfigureAwait(false);
            foreach (var point in page.Metrics)
                yield return point;
            if (string.IsNullOrEmpty(page.NextPageToken) || page.NextPageToken == token)
                yield break;
            token = page.NextPageToken;
        }
    }

    // At most 100 a call and, values being long, well below the 1 MB that a call may have.
    private static IEnumerable<List<T>> Parts<T>(IReadOnlyList<T> items, Func<T, string?> value)
    {
        const int MostCharacters = 150_000;
        var part = new List<T>();
        var size = 0;
        foreach (var item in items)
        {
            var length = value(item)?.Length ?? 0;
            if (part.Count == 100 || (part.Count > 0 && size + length > MostCharacters))
            {
                yield return part;
                (part, size) = ([], 0);
            }
            part.Add(item);
            size += length;
        }
        if (part.Count > 0)
            yield return part;
    }

    internal long NowMilliseconds() => Clock.GetUtcNow().ToUnixTimeMilliseconds();
}
