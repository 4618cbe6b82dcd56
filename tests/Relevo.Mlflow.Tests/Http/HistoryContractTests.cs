using System.Text.Json;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Tests.Http;

public sealed class HistoryContractTests
{
    private const string Interval = "/ajax-api/2.0/mlflow/metrics/get-history-bulk-interval";

    [Fact]
    public async Task Histories_of_several_runs_come_by_run_then_time()
    {
        await using var server = await TestServer.StartAsync();
        var runs = new[] { await server.NewRunAsync(), await server.NewRunAsync() };
        foreach (var run in runs)
        {
            for (var i = 2; i >= 0; i--)
                await server.CallAsync("POST", "runs/log-metric", $$"""{"run_id": "{{run}}", "key": "m", "value": {{i}}, "timestamp": {{i}}, "step": {{i}}}""");
        }
        var metrics = (await server.CallAsync("GET", $"metrics/get-history-bulk?run_id={runs[0]}&run_id={runs[1]}&metric_key=m")).GetProperty("metrics");
        Assert.Equal(
            runs.Order(StringComparer.Ordinal).SelectMany(run => Enumerable.Range(0, 3).Select(i => (run, (long)i))),
            metrics.EnumerateArray().Select(m => (m.GetProperty("run_id").GetString()!, m.GetProperty("timestamp").GetInt64())));
        Assert.Equal(2, (await server.CallAsync("GET", $"metrics/get-history-bulk?run_id={runs[0]}&metric_key=m&max_results=2")).GetProperty("metrics").GetArrayLength());
        Assert.Equal("GetMetricHistoryBulk request must specify at least one run_id.", await RefusedAsync(server, "metrics/get-history-bulk?metric_key=m"));
        Assert.Equal("GetMetricHistoryBulk request must specify a metric_key.", await RefusedAsync(server, $"metrics/get-history-bulk?run_id={runs[0]}"));
        Assert.StartsWith("GetMetricHistoryBulk request cannot specify more than 100 run_ids.", await RefusedAsync(server, $"metrics/get-history-bulk?metric_key=m&{Many("run_id")}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_series_is_thinned_out_as_the_real_server_does()
    {
        await using var server = await TestServer.StartAsync();
        var (one, two) = (await server.NewRunAsync(), await server.NewRunAsync());
        await LogAsync(server, one, 10);
        Assert.Equal([0, 2, 4, 6, 8, 9], Steps(await server.CallAsync("GET", $"{Interval}?run_ids={one}&metric_key=m&max_results=5")));
        Assert.Equal([0, 1, 2, 3, 4], Steps(await server.CallAsync("GET", $"{Interval}?run_ids={one}&metric_key=m&max_results=5&start_step=0&end_step=4")));
        await LogAsync(server, two, 20);
        Assert.Equal([0, 4, 8, 9, 0, 4, 8, 9, 12, 16, 19], Steps(await server.CallAsync("GET", $"{Interval}?run_ids={one}&run_ids={two}&metric_key=m&max_results=5")));
        Assert.Equal("{}", (await server.CallAsync("GET", $"{Interval}?run_ids=unknown&metric_key=m")).GetRawText());
    }

    [Theory]
    [InlineData("metric_key=key", "Missing value for required parameter 'run_ids'.")]
    [InlineData("run_ids=123&metric_key=key&max_results=0", "max_results must be between 1 and 2500")]
    [InlineData("run_ids=123&metric_key=", "Missing value for required parameter 'metric_key'")]
    [InlineData("run_ids=123&max_results=5", "Missing value for required parameter 'metric_key'")]
    [InlineData("run_ids=123&metric_key=key&start_step=1&end_step=0&max_results=5", "end_step must be greater than start_step. ")]
    [InlineData("run_ids=123&metric_key=key&start_step=1&max_results=5", "If either start step or end step are specified, both must be specified.")]
    public async Task A_wrong_interval_is_refused_in_MLflows_words(string query, string expected)
    {
        await using var server = await TestServer.StartAsync();
        Assert.StartsWith(expected, await RefusedAsync(server, $"{Interval}?{query}"), StringComparison.Ordinal);
        Assert.StartsWith(
            "GetMetricHistoryBulkInterval request must specify at most 100 run_ids.", await RefusedAsync(server, $"{Interval}?metric_key=m&{Many("run_ids")}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, 5, "0,2,4,6,8,9", 10, 1)]
    [InlineData(4L, 8L, 5, "4,5,6,7,8", 10, 1)]
    [InlineData(0L, 1000L, 5, "0,200,400,600,800,1000", 101, 10)]
    public void Steps_are_spaced_evenly_and_hold_both_ends(long? start, long? end, int most, string expected, int count, int every) => Assert.Equal(
        expected, string.Join(',', TrackingStore.SampledSteps([[.. Enumerable.Range(0, count).Select(i => (long)i * every)]], start, end, most)));

    [Fact]
    public async Task Data_sets_are_summed_up_for_each_context()
    {
        await using var server = await TestServer.StartAsync();
        const string Call = "/ajax-api/2.0/mlflow/experiments/search-datasets";
        for (var i = 0; i < 2; i++)
        {
            var run = await server.NewRunAsync();
            await server.CallAsync("POST", "runs/log-inputs", $$$"""
                {"run_id": "{{{run}}}", "datasets": [{"tags": [{"key": "mlflow.data.context", "value": "training"}], "dataset": {"name": "n", "digest": "d", "source_type": "t", "source": "s"}}]}
                """);
        }
        Assert.Equal("""[{"experiment_id":"0","name":"n","digest":"d","context":"training"}]""", (await server.CallAsync("POST", Call, """{"experiment_ids": ["0"]}""")).GetProperty("dataset_summaries").GetRawText());
        foreach (var body in new[] { "{}", """{"experiment_ids": []}""" })
            Assert.Equal("SearchDatasets request must specify at least one experiment_id.", await server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "POST", Call, body));
    }

    [Fact]
    public async Task A_model_is_noted_in_the_tag_that_older_clients_read()
    {
        await using var server = await TestServer.StartAsync();
        var run = await server.NewRunAsync();
        var model = JsonSerializer.Serialize($$"""{"artifact_path": "model", "flavors": {}, "utc_time_created": "now", "run_id": "{{run}}"}""");
        for (var i = 0; i < 2; i++)
            await server.CallAsync("POST", "runs/log-model", $$"""{"run_id": "{{run}}", "model_json": {{model}}}""");
        using var history = JsonDocument.Parse(server.Store.GetRun(run).TagOf("mlflow.log-model.history")!);
        Assert.Equal(2, history.RootElement.GetArrayLength());
        Assert.StartsWith("Malformed model info.", await server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "POST", "runs/log-model", $$"""{"run_id": "{{run}}", "model_json": "{"}"""), StringComparison.Ordinal);
        Assert.StartsWith("Model json is missing mandatory fields:", await server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "POST", "runs/log-model", $$"""{"run_id": "{{run}}", "model_json": "{}"}"""), StringComparison.Ordinal);
    }

    private static string Many(string name) => string.Join('&', Enumerable.Range(0, 101).Select(i => $"{name}=id{i}"));

    private static Task<string> RefusedAsync(TestServer server, string path) => server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "GET", path);

    private static IEnumerable<long> Steps(JsonElement answer) => answer.GetProperty("metrics").EnumerateArray().Select(m => m.GetProperty("step").GetInt64());

    private static Task LogAsync(TestServer server, string run, int count) => server.Store.LogBatchAsync(
        run, [.. Enumerable.Range(0, count).Select(i => new Metric { Key = "m", Value = 10, Step = i, Timestamp = 1 })], [], [], TestServer.Token);
}
