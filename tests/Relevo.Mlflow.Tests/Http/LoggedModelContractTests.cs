using System.Text.Json;

namespace Relevo.Mlflow.Tests.Http;

public sealed class LoggedModelContractTests
{
    [Fact]
    public async Task A_model_is_logged_finished_tagged_and_read_back()
    {
        await using var server = await TestServer.StartAsync();
        var run = await server.NewRunAsync();
        var made = Model(await server.CallAsync("POST", "logged-models", $$"""
            {"experiment_id": "0", "name": "taxi", "model_type": "tree", "source_run_id": "{{run}}", "params": [{"key": "depth", "value": "4"}], "tags": [{"key": "a", "value": "b"}]}
            """));
        var id = made.GetProperty("info").GetProperty("model_id").GetString()!;
        Assert.Matches("^m-[0-9a-f]{32}$", id);
        Assert.Equal($"mlflow-artifacts:/0/models/{id}/artifacts", made.GetProperty("info").GetProperty("artifact_uri").GetString());
        Assert.Equal("LOGGED_MODEL_PENDING", made.GetProperty("info").GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Number, made.GetProperty("info").GetProperty("creation_timestamp_ms").ValueKind);

        await server.CallAsync("POST", $"logged-models/{id}/params", """{"params": [{"key": "trees", "value": "9"}]}""");
        await server.CallAsync("PATCH", $"logged-models/{id}/tags", """{"tags": [{"key": "c", "value": "d"}]}""");
        await server.CallAsync("DELETE", $"logged-models/{id}/tags/a");
        await server.RefusedAsync(404, "RESOURCE_DOES_NOT_EXIST", "DELETE", $"logged-models/{id}/tags/a");
        await server.CallAsync("POST", "runs/log-metric", $$"""{"run_id": "{{run}}", "key": "rmse", "value": 2.5, "timestamp": 1, "model_id": "{{id}}", "dataset_name": "n", "dataset_digest": "d"}""");
        await server.CallAsync("POST", "runs/outputs", $$"""{"run_id": "{{run}}", "models": [{"model_id": "{{id}}", "step": 3}]}""");
        await server.CallAsync("POST", "runs/log-inputs", $$"""{"run_id": "{{run}}", "models": [{"model_id": "{{id}}"}]}""");
        var done = Model(await server.CallAsync("PATCH", $"logged-models/{id}", $$"""{"model_id": "{{id}}", "status": "LOGGED_MODEL_READY"}"""));
        Assert.Equal("LOGGED_MODEL_READY", done.GetProperty("info").GetProperty("status").GetString());

        var model = Model(await server.CallAsync("GET", $"logged-models/{id}"));
        Assert.Equal(["depth", "trees"], model.GetProperty("data").GetProperty("params").EnumerateArray().Select(p => p.GetProperty("key").GetString()));
        Assert.Equal("c", Assert.Single(model.GetProperty("info").GetProperty("tags").EnumerateArray()).GetProperty("key").GetString());
        var metric = Assert.Single(model.GetProperty("data").GetProperty("metrics").EnumerateArray());
        Assert.Equal((2.5, run, id), (metric.GetProperty("value").GetDouble(), metric.GetProperty("run_id").GetString(), metric.GetProperty("model_id").GetString()));
        var read = server.Store.GetRun(run);
        Assert.Equal([new ModelOutput(id, 3)], read.Outputs.ModelOutputs);
        Assert.Equal([new ModelInput(id)], read.Inputs.ModelInputs);

        await server.CallAsync("POST", "registered-models/create", """{"name": "taxi"}""");
        await server.CallAsync("POST", "model-versions/create", $$"""{"name": "taxi", "source": "models:/{{id}}", "model_id": "{{id}}"}""");
        Assert.Equal($"mlflow-artifacts:/0/models/{id}/artifacts", (await server.CallAsync("GET", "model-versions/get-download-uri?name=taxi&version=1")).GetProperty("artifact_uri").GetString());
        Assert.Equal("""[{"name": "taxi", "version": 1}]""", server.Store.GetLoggedModel(id).Info.Tags.Single(t => t.Key == "mlflow.modelVersions").Value);

        await server.CallAsync("DELETE", $"logged-models/{id}");
        Assert.Equal($"Logged model with ID '{id}' not found.", await server.RefusedAsync(404, "RESOURCE_DOES_NOT_EXIST", "GET", $"logged-models/{id}"));
    }

    [Fact]
    public async Task Models_are_searched_by_all_they_have_and_ordered_by_a_metric_on_a_data_set()
    {
        await using var server = await TestServer.StartAsync();
        var run = await server.NewRunAsync();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var model = await server.Store.CreateLoggedModelAsync("0", $"model-{i}", "tree", run, [new Param("depth", i.ToString())], [new Tag("team", i < 2 ? "a" : "b")], TestServer.Token);
            ids.Add(model.Info.ModelId);
            foreach (var (dataset, value) in new[] { ("train", i + 1), ("test", -i - 1) })
                await server.Store.LogMetricAsync(run, new Metric { Key = "f1", Value = value, Timestamp = i, ModelId = model.Info.ModelId, DatasetName = dataset, DatasetDigest = "d" }, TestServer.Token);
        }
        async Task<IEnumerable<int>> FoundAsync(string rest)
        {
            var answer = await server.CallAsync("POST", "logged-models/search", $$"""{"experiment_ids": ["0"]{{rest}}}""");
            return answer.TryGetProperty("models", out var models) ? models.EnumerateArray().Select(m => ids.IndexOf(m.GetProperty("info").GetProperty("model_id").GetString()!)) : [];
        }
        Assert.Equal([2, 1, 0], await FoundAsync(""));
        Assert.Equal([1, 0], await FoundAsync(""", "filter": "tags.team = 'a'" """));
        Assert.Equal([2], await FoundAsync(""", "filter": "name LIKE 'model-%' AND params.depth = '2' AND source_run_id = '""" + run + "'\""));
        Assert.Equal([2], await FoundAsync(""", "filter": "metrics.f1 > 2" """));
        Assert.Equal([2], await FoundAsync(""", "filter": "metrics.f1 < -2", "datasets": [{"dataset_name": "test", "dataset_digest": "d"}]"""));
        Assert.Empty(await FoundAsync(""", "filter": "metrics.f1 < -2", "datasets": [{"dataset_name": "train"}]"""));
        Assert.Equal([0, 1, 2], await FoundAsync(""", "order_by": [{"field_name": "metrics.f1", "ascending": false, "dataset_name": "test"}]"""));
        Assert.Equal([0, 1, 2], await FoundAsync(""", "order_by": [{"field_name": "creation_timestamp"}, {"field_name": "name"}]"""));
        var first = await server.CallAsync("POST", "logged-models/search", """{"experiment_ids": ["0"], "max_results": 2}""");
        Assert.Equal([0], await FoundAsync($$""", "max_results": 2, "page_token": "{{first.GetProperty("next_page_token").GetString()}}" """));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a:b")]
    [InlineData("a.b")]
    [InlineData("")]
    public async Task Names_that_would_not_fit_an_address_are_refused(string name)
    {
        await using var server = await TestServer.StartAsync();
        Assert.StartsWith("Invalid model name", await server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "POST", "logged-models", $$"""{"experiment_id": "0", "name": "{{name}}"}"""), StringComparison.Ordinal);
    }

    private static JsonElement Model(JsonElement answer) => answer.GetProperty("model");
}
