using System.Text.Json;

namespace Relevo.Mlflow.Tests.Http;

/// <summary>The bodies are those that MLflow's Python client sends.</summary>
public sealed class TrackingContractTests
{
    [Fact]
    public async Task A_run_is_created_logged_and_read_back_with_the_field_names_and_number_forms_of_MLflow()
    {
        await using var server = await TestServer.StartAsync();
        var experiment = (await server.CallAsync("POST", "experiments/create", """{"name": "taxi", "tags": [{"key": "team", "value": "fares"}]}""")).GetProperty("experiment_id").GetString();
        var created = await server.CallAsync("POST", "runs/create", $$"""
            {"experiment_id": "{{experiment}}", "user_id": "ann", "start_time": "1700000000000", "run_name": "first", "tags": [{"key": "mlflow.source.type", "value": "LOCAL"}]}
            """);
        var info = created.GetProperty("run").GetProperty("info");
        var id = info.GetProperty("run_id").GetString();
        Assert.Equal(32, id!.Length);
        Assert.Equal(id, info.GetProperty("run_uuid").GetString());
        Assert.Equal(JsonValueKind.Number, info.GetProperty("start_time").ValueKind);
        Assert.Equal("RUNNING", info.GetProperty("status").GetString());
        Assert.Equal($"mlflow-artifacts:/{experiment}/{id}/artifacts", info.GetProperty("artifact_uri").GetString());
        Assert.Equal("active", info.GetProperty("lifecycle_stage").GetString());

        await server.CallAsync("POST", "runs/log-metric", $$"""{"run_uuid": "{{id}}", "run_id": "{{id}}", "key": "rmse", "value": 2.86, "timestamp": 1700000000001, "step": 3}""");
        await server.CallAsync("POST", "runs/log-metric", $$"""{"run_id": "{{id}}", "key": "bad", "value": "NaN", "timestamp": 1, "step": "0"}""");
        await server.CallAsync("POST", "runs/log-parameter", $$"""{"run_id": "{{id}}", "key": "depth", "value": "4"}""");
        await server.CallAsync("POST", "runs/set-tag", $$"""{"run_id": "{{id}}", "key": "note", "value": "héllo"}""");
        await server.CallAsync("POST", "/ajax-api/2.0/mlflow/runs/update", $$"""{"run_id": "{{id}}", "status": "FINISHED", "end_time": 1700000000009}""");

        var run = (await server.CallAsync("GET", $"runs/get?run_id={id}")).GetProperty("run");
        Assert.Equal("FINISHED", run.GetProperty("info").GetProperty("status").GetString());
        Assert.Equal(1700000000009, run.GetProperty("info").GetProperty("end_time").GetInt64());
        var metrics = run.GetProperty("data").GetProperty("metrics").EnumerateArray().ToDictionary(m => m.GetProperty("key").GetString()!);
        Assert.Equal(2.86, metrics["rmse"].GetProperty("value").GetDouble());
        Assert.Equal(3, metrics["rmse"].GetProperty("step").GetInt64());
        Assert.Equal("NaN", metrics["bad"].GetProperty("value").GetString());
        Assert.Contains(run.GetProperty("data").GetProperty("tags").EnumerateArray(), t => t.GetProperty("key").GetString() == "mlflow.runName" && t.GetProperty("value").GetString() == "first");
    }

    [Fact]
    public async Task An_empty_answer_leaves_the_list_out()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal("{}", (await server.CallAsync("POST", "runs/search", """{"experiment_ids": ["0"]}""")).GetRawText());
        Assert.Equal("{}", (await server.CallAsync("GET", "metrics/get-history?run_id=unknown&metric_key=m")).GetRawText());
    }

    [Fact]
    public async Task Missing_and_wrong_values_are_refused_in_MLflows_words()
    {
        await using var server = await TestServer.StartAsync();
        var id = await server.NewRunAsync();
        const string Invalid = "INVALID_PARAMETER_VALUE";
        Assert.StartsWith("Missing value for required parameter 'name'", await server.RefusedAsync(400, Invalid, "POST", "experiments/create", "{}"), StringComparison.Ordinal);
        Assert.StartsWith("Missing value for required parameter 'experiment_id'", await server.RefusedAsync(400, Invalid, "GET", "experiments/get"), StringComparison.Ordinal);
        await server.RefusedAsync(404, "RESOURCE_DOES_NOT_EXIST", "GET", "experiments/get?experiment_id=99");
        await server.RefusedAsync(404, "RESOURCE_DOES_NOT_EXIST", "GET", "experiments/get-by-name?experiment_name=none");
        await server.RefusedAsync(404, "RESOURCE_DOES_NOT_EXIST", "GET", $"runs/get?run_id={new string('a', 32)}");
        await server.RefusedAsync(400, "RESOURCE_ALREADY_EXISTS", "POST", "experiments/create", """{"name": "Default"}""");
        Assert.Contains("run_id", await server.RefusedAsync(400, Invalid, "POST", "runs/log-batch", """{"run_id": 5}"""), StringComparison.Ordinal);
        await server.RefusedAsync(400, "BAD_REQUEST", "POST", "runs/log-batch", "{not json");
        Assert.Contains("Names may only contain", await server.RefusedAsync(400, Invalid, "POST", "runs/log-metric", $$"""{"run_id": "{{id}}", "key": "a&b", "value": 1, "timestamp": 1}"""), StringComparison.Ordinal);
        Assert.Contains("must not resolve", await server.RefusedAsync(400, Invalid, "POST", "runs/log-parameter", $$"""{"run_id": "{{id}}", "key": "../a", "value": "1"}"""), StringComparison.Ordinal);
        Assert.Contains("exceeds the maximum length", await server.RefusedAsync(400, Invalid, "POST", "runs/set-tag", $$"""{"run_id": "{{id}}", "key": "{{new string('k', 251)}}", "value": ""}"""), StringComparison.Ordinal);
        await server.RefusedAsync(404, "ENDPOINT_NOT_FOUND", "GET", "no/such");
    }

    [Fact]
    public async Task A_param_may_be_repeated_but_not_changed_and_a_refused_batch_leaves_nothing_behind()
    {
        await using var server = await TestServer.StartAsync();
        var id = await server.NewRunAsync();
        await server.CallAsync("POST", "runs/log-parameter", $$"""{"run_id": "{{id}}", "key": "p", "value": "1"}""");
        await server.CallAsync("POST", "runs/log-parameter", $$"""{"run_id": "{{id}}", "key": "p", "value": "1"}""");
        var message = await server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "POST", "runs/log-batch",
            $$"""{"run_id": "{{id}}", "metrics": [{"key": "m", "value": 1, "timestamp": 1}], "params": [{"key": "q", "value": "2"}, {"key": "p", "value": "2"}]}""");
        Assert.StartsWith("Changing param values is not allowed.", message, StringComparison.Ordinal);
        var run = server.Store.GetRun(id);
        Assert.Equal([new Param("p", "1")], run.Data.Params);
        Assert.Empty(run.Data.Metrics);
    }

    [Fact]
    public async Task A_batch_beyond_the_limits_is_refused()
    {
        await using var server = await TestServer.StartAsync();
        var id = await server.NewRunAsync();
        string Metrics(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"key": "m", "value": {{i}}, "timestamp": {{i}}, "step": {{i}}}"""));
        await server.CallAsync("POST", "runs/log-batch", $$"""{"run_id": "{{id}}", "metrics": [{{Metrics(1000)}}]}""");
        Assert.Contains("at most 1000 metrics", await server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "POST", "runs/log-batch", $$"""{"run_id": "{{id}}", "metrics": [{{Metrics(1001)}}]}"""), StringComparison.Ordinal);
        await server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "POST", "runs/log-batch", $$"""{"run_id": "{{id}}", "params": [{"key": "p", "value": "{{new string('v', 1_000_001)}}"}]}""");
        Assert.Equal(1000, server.Store.GetMetricHistory(id, "m", null, null).Items.Count);
        Assert.Equal(999, server.Store.GetRun(id).MetricOf("m"));
    }

    [Fact]
    public async Task A_deleted_run_takes_no_more_and_a_restored_one_does()
    {
        await using var server = await TestServer.StartAsync();
        var id = await server.NewRunAsync();
        await server.CallAsync("POST", "runs/delete", $$"""{"run_id": "{{id}}"}""");
        Assert.Contains("must be in the 'active' state", await server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "POST", "runs/set-tag", $$"""{"run_id": "{{id}}", "key": "k", "value": "v"}"""), StringComparison.Ordinal);
        Assert.Equal("{}", (await server.CallAsync("POST", "runs/search", """{"experiment_ids": ["0"]}""")).GetRawText());
        Assert.Equal(1, (await server.CallAsync("POST", "runs/search", """{"experiment_ids": ["0"], "run_view_type": "DELETED_ONLY"}""")).GetProperty("runs").GetArrayLength());
        await server.CallAsync("POST", "runs/restore", $$"""{"run_id": "{{id}}"}""");
        await server.CallAsync("POST", "runs/set-tag", $$"""{"run_id": "{{id}}", "key": "k", "value": "v"}""");
        await server.CallAsync("POST", "runs/delete-tag", $$"""{"run_id": "{{id}}", "key": "k"}""");
        await server.RefusedAsync(404, "RESOURCE_DOES_NOT_EXIST", "POST", "runs/delete-tag", $$"""{"run_id": "{{id}}", "key": "k"}""");
    }

    [Fact]
    public async Task A_deleted_experiment_hides_its_runs_and_comes_back_with_them()
    {
        await using var server = await TestServer.StartAsync();
        var experiment = await server.Store.CreateExperimentAsync("e", null, [], TestServer.Token);
        await server.NewRunAsync(experiment);
        await server.CallAsync("POST", "experiments/delete", $$"""{"experiment_id": "{{experiment}}"}""");
        Assert.Empty(server.Store.SearchRuns([experiment], null, null, ViewType.ActiveOnly, null, null).Items);
        Assert.Contains("deleted state", await server.RefusedAsync(400, "RESOURCE_ALREADY_EXISTS", "POST", "experiments/create", """{"name": "e"}"""), StringComparison.Ordinal);
        await server.CallAsync("POST", "experiments/restore", $$"""{"experiment_id": "{{experiment}}"}""");
        Assert.Single(server.Store.SearchRuns([experiment], null, null, ViewType.ActiveOnly, null, null).Items);
    }

    [Fact]
    public async Task Data_sets_are_logged_with_their_context_and_found_by_it()
    {
        await using var server = await TestServer.StartAsync();
        var id = await server.NewRunAsync();
        await server.CallAsync("POST", "runs/log-inputs", $$"""
            {"run_id": "{{id}}", "datasets": [{"tags": [{"key": "mlflow.data.context", "value": "training"}],
             "dataset": {"name": "taxi", "digest": "abc123", "source_type": "local", "source": "{\"uri\": \"taxi.csv\"}", "schema": "{}", "profile": "{\"num_rows\": 9773}"} }]}
            """);
        var input = (await server.CallAsync("GET", $"runs/get?run_id={id}")).GetProperty("run").GetProperty("inputs").GetProperty("dataset_inputs")[0];
        Assert.Equal("abc123", input.GetProperty("dataset").GetProperty("digest").GetString());
        Assert.Equal("training", input.GetProperty("tags")[0].GetProperty("value").GetString());
        var found = await server.CallAsync("POST", "runs/search", """{"experiment_ids": ["0"], "filter": "datasets.name = 'taxi' AND dataset.context IN ('training')"}""");
        Assert.Equal(1, found.GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public async Task The_version_and_health_answer_as_clients_expect()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal("OK", await server.Http.GetStringAsync("/health", TestServer.Token));
        Assert.StartsWith("3.", await server.Http.GetStringAsync("/version", TestServer.Token), StringComparison.Ordinal);
    }
}
