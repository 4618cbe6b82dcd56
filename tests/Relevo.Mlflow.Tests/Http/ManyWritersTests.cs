namespace Relevo.Mlflow.Tests.Http;

public sealed class ManyWritersTests
{
    private const int Writers = 32;
    private const int Batches = 15;

    [Fact]
    public async Task Thirty_two_writers_lose_nothing_and_write_nothing_twice()
    {
        await using var server = await TestServer.StartAsync();
        var shared = await server.NewRunAsync();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var own = (await server.CallAsync("POST", "runs/create", """{"experiment_id": "0"}""")).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString();
            for (var batch = 0; batch < Batches; batch++)
            {
                var points = string.Join(',', Enumerable.Range(0, 50).Select(i => $$"""{"key": "m", "value": {{i}}, "timestamp": {{writer}}, "step": {{(batch * 50) + i}}}"""));
                foreach (var run in new[] { own, shared })
                    await server.CallAsync("POST", "runs/log-batch", $$"""{"run_id": "{{run}}", "metrics": [{{points}}], "tags": [{"key": "w{{writer}}", "value": "{{batch}}"}]}""");
                // The same again, as a client does that lost the answer.
                await server.CallAsync("POST", "runs/log-batch", $$"""{"run_id": "{{shared}}", "metrics": [{{points}}]}""");
                await server.CallAsync("POST", "runs/search", """{"experiment_ids": ["0"], "filter": "metrics.m >= 0", "order_by": ["metrics.m DESC"], "max_results": 5}""");
            }
            Assert.Equal(Batches * 50, server.Store.GetMetricHistory(own, "m", null, null).Items.Count);
        })));
        Assert.Equal(Writers * Batches * 50, server.Store.GetMetricHistory(shared, "m", null, null).Items.Count);
        Assert.Equal(Writers, server.Store.GetRun(shared).Data.Tags.Count(tag => tag.Key.StartsWith('w') && tag.Value == $"{Batches - 1}"));
        Assert.Equal(Writers + 1, server.Store.SearchRuns(["0"], null, null, ViewType.ActiveOnly, null, null).Items.Count);
    }

    [Fact]
    public async Task Any_address_is_answered_without_a_fault()
    {
        await using var server = await TestServer.StartAsync();
        var run = await server.NewRunAsync();
        string[] paths =
        [
            "metrics/get-history", "metrics/get-history-bulk", "metrics/get-history-bulk-interval", "artifacts/list", "runs/get", "experiments/get", "experiments/search",
            "registered-models/search", "registered-models/get", "registered-models/alias", "model-versions/search", "model-versions/get-download-uri", "logged-models/x",
            "logged-models/x/artifacts/files", "logged-models/x/artifacts/directories", "/get-artifact", "/model-versions/get-artifact", "/api/2.0/mlflow-artifacts/artifacts",
        ];
        string[] values = ["", run, "%00", "..%2f..", "%ff%fe", "-1", "99999999999999999999", "'", "((", "null", new string('a', 3000), "%f0%9f%98%80", "1;2", "name%20LIKE%20%27%25"];
        string[] names = ["run_id", "run_ids", "metric_key", "path", "max_results", "filter", "order_by", "page_token", "name", "version", "alias", "experiment_id", "start_step", "end_step", "artifact_file_path"];
        var random = new Random(7);
        for (var i = 0; i < 400; i++)
        {
            var query = string.Join('&', Enumerable.Range(0, random.Next(5)).Select(_ => $"{names[random.Next(names.Length)]}={values[random.Next(values.Length)]}"));
            var path = paths[random.Next(paths.Length)];
            using var answer = await server.Http.GetAsync($"{(path.StartsWith('/') ? path : $"/ajax-api/2.0/mlflow/{path}")}?{query}", TestServer.Token);
            Assert.True((int)answer.StatusCode < 500, $"{path}?{query}: {await answer.Content.ReadAsStringAsync(TestServer.Token)}");
        }
    }

    [Theory]
    [InlineData("mlflow-artifacts:/models/foo///bar", true)]
    [InlineData("mlflow-artifacts://host:9000/models/artifact/..../", true)]
    [InlineData("mlflow-artifacts://host:9000/models/../../../", false)]
    [InlineData("https://host/api/2.0/mlflow-artifacts/artifacts/../../../", false)]
    [InlineData("mlflow-artifacts://host:9000/models/..%2f..%2fartifacts", false)]
    [InlineData("mlflow-artifacts://host:9000/models/artifact%00", false)]
    [InlineData("dbfs:/run/artifacts/a%3f/../../../../", false)]
    public async Task A_source_with_relative_parts_is_refused_in_MLflows_words(string source, bool isAllowed)
    {
        await using var server = await TestServer.StartAsync();
        await server.CallAsync("POST", "registered-models/create", """{"name": "m"}""");
        var body = $$"""{"name": "m", "source": "{{source}}"}""";
        if (isAllowed)
            await server.CallAsync("POST", "model-versions/create", body);
        else
            Assert.Contains("If supplying a source as an http, https,", await server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "POST", "model-versions/create", body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompts_are_listed_only_where_they_are_asked_for()
    {
        await using var server = await TestServer.StartAsync();
        await server.CallAsync("POST", "registered-models/create", """{"name": "m"}""");
        await server.CallAsync("POST", "registered-models/create", """{"name": "p", "tags": [{"key": "mlflow.prompt.is_prompt", "value": "true"}]}""");
        await server.CallAsync("POST", "model-versions/create", """{"name": "p", "source": "prompt-template", "tags": [{"key": "mlflow.prompt.is_prompt", "value": "true"}]}""");
        async Task<string> NamesAsync(string filter)
        {
            var found = await server.CallAsync("GET", $"registered-models/search?filter={Uri.EscapeDataString(filter)}");
            return string.Concat(found.GetProperty("registered_models").EnumerateArray().Select(m => m.GetProperty("name").GetString()));
        }
        Assert.Equal("m", await NamesAsync(""));
        Assert.Equal("m", await NamesAsync("tags.`mlflow.prompt.is_prompt` != 'true'"));
        Assert.Equal("p", await NamesAsync("tags.`mlflow.prompt.is_prompt` = 'true'"));
        Assert.Equal("{}", (await server.CallAsync("GET", "model-versions/search")).GetRawText());
    }

    [Theory]
    [InlineData("runs:/a/b", "Artifact location cannot be a runs:/ URI")]
    [InlineData("file:///a#b", "can't include fragments or params")]
    [InlineData("file:///a;b", "can't include fragments or params")]
    [InlineData("s3://b/c?x=..", "Invalid query string")]
    public async Task A_place_for_artifacts_that_could_lead_elsewhere_is_refused(string location, string expected)
    {
        await using var server = await TestServer.StartAsync();
        Assert.Contains(expected, await server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "POST", "experiments/create", $$"""{"name": "e", "artifact_location": "{{location}}"}"""), StringComparison.Ordinal);
    }
}
