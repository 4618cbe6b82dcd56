using System.Text;
using System.Text.Json;
using CsCheck;
using Relevo.Mlflow.Server.Http;

namespace Relevo.Mlflow.Tests.Http;

/// <summary>The quick reader of batches must never differ from the reader of messages, and wrong values are named as MLflow names them.</summary>
public sealed class BatchContractTests
{
    private const string Invalid = "INVALID_PARAMETER_VALUE";

    [Theory]
    [InlineData("""{"run_id": "RUN", "metrics": "foo"}""", "Invalid value \"foo\" for parameter 'metrics' supplied")]
    [InlineData("""{"run_id": 31}""", "Invalid value 31 for parameter 'run_id' supplied")]
    [InlineData("""{"metrics": []}""", "Missing value for required parameter 'run_id'")]
    [InlineData("""{"run_id": "RUN", "metrics": [{"key": "mae", "value": 2.5}]}""", "Missing value for required parameter 'metrics[0].timestamp'")]
    [InlineData("""{"run_id": "RUN", "metrics": [{"value": 2.5, "timestamp": 1}]}""", "Missing value for required parameter 'metrics[0].key'")]
    [InlineData("""{"run_id": "RUN", "params": [{"value": "x"}]}""", "Missing value for required parameter 'params[0].key'")]
    [InlineData("""{"run_id": "RUN", "tags": [{"key": ""}]}""", "Missing value for required parameter 'tags[0].key'")]
    [InlineData("""{"run_id": "RUN", "metrics": [{"key": "a&b", "value": 2.5, "timestamp": 1}]}""", "Invalid value \"a\\u0026b\" for parameter 'metrics[0].name' supplied")]
    [InlineData("""{"run_id": "RUN", "metrics": [{"key": "m", "value": 2.5, "timestamp": -1}]}""", "Invalid value -1 for parameter 'metrics[0].timestamp' supplied")]
    public async Task A_wrong_batch_is_refused_in_MLflows_words(string body, string expected)
    {
        await using var server = await TestServer.StartAsync();
        var run = await server.NewRunAsync();
        Assert.StartsWith(expected, await server.RefusedAsync(400, Invalid, "POST", "runs/log-batch", body.Replace("RUN", run, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("experiments/create", """{"name": 123}""", "Invalid value 123 for parameter 'name'")]
    [InlineData("experiments/create", """{"name": ""}""", "Missing value for required parameter 'name'")]
    [InlineData("experiments/create", """{"name": "e", "artifact_location": 9.0}""", "Invalid value 9.0 for parameter 'artifact_location'")]
    [InlineData("experiments/create", """{"name": "e", "tags": "5"}""", "Invalid value \"5\" for parameter 'tags'")]
    [InlineData("runs/log-metric", """{"run_id": "a", "key": "m", "value": "hi", "timestamp": 1}""", "Invalid value \"hi\" for parameter 'value' supplied")]
    [InlineData("runs/log-metric", """{"run_id": "a", "key": "m", "value": 1, "timestamp": "foo"}""", "Invalid value \"foo\" for parameter 'timestamp' supplied")]
    [InlineData("runs/search", """{"experiment_ids": ["0"], "max_results": 1000000}""", "Invalid value 1000000 for parameter 'max_results' supplied")]
    public async Task A_wrong_value_is_shown_as_it_came(string path, string body, string expected)
    {
        await using var server = await TestServer.StartAsync();
        Assert.StartsWith(expected, await server.RefusedAsync(400, Invalid, "POST", path, body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unusual_but_allowed_batches_are_taken()
    {
        await using var server = await TestServer.StartAsync();
        var run = await server.NewRunAsync();
        foreach (var body in new[]
        {
            """{"run_id": "RUN"}""",
            """{"tags": [{"key": "t", "value": ""}], "run_id": "RUN", "metrics": []}""",
            """{"run_id": "RUN", "metrics": [{"key": "m", "value": "NaN", "timestamp": "5", "step": "7"}], "later": {"x": [1]}}""",
            """{"run_id": "RUN", "metrics": [{"key": "m\u0031", "value": "-Infinity", "timestamp": 5}], "params": [{"key": "p"}]}""",
        })
        {
            await server.CallAsync("POST", "runs/log-batch", body.Replace("RUN", run, StringComparison.Ordinal));
        }
        var stored = server.Store.GetRun(run);
        Assert.True(double.IsNaN(stored.MetricOf("m")!.Value));
        Assert.Equal(-double.MaxValue, stored.MetricOf("m1"));
        Assert.Equal("", stored.ParamOf("p"));
        Assert.Equal("", stored.TagOf("t"));
    }

    [Fact]
    public void What_the_quick_reader_takes_means_what_was_written() => Gen.Select(
        Gen.Select(Search.Pick.From("a", "b/c", "d e", "x.y-z:1"), Gen.Double, Gen.Long[0, long.MaxValue], Gen.Long).List[0, 20],
        Gen.String.AlphaNumeric.List[0, 3]).Sample((points, texts) =>
        {
            var metrics = points.ConvertAll(p => new Metric { Key = p.Item1, Value = p.Item2, Timestamp = p.Item3, Step = p.Item4 });
            var message = new Mlflow.Protocol.LogBatch("r1", metrics, texts.ConvertAll(t => new Param($"p{t}", t)), texts.ConvertAll(t => new Tag($"t{t}", t)));
            var batch = BatchReader.TryRead(JsonSerializer.SerializeToUtf8Bytes(message, Mlflow.Protocol.MlflowJson.Of<Mlflow.Protocol.LogBatch>()))!;
            Assert.Equal("r1", batch.RunId);
            Assert.Equal(message.Params, batch.Params);
            Assert.Equal(message.Tags, batch.Tags);
            Assert.Equal(metrics.Count, batch.Points.Count);
            for (var i = 0; i < metrics.Count; i++)
            {
                var point = batch.Points.Points[i];
                Assert.Equal((metrics[i].Key, metrics[i].Timestamp, metrics[i].Step), (batch.Points.Keys[point.Key], point.Timestamp, point.Step));
                Assert.Equal(double.IsNaN(metrics[i].Value!.Value), point.IsNan);
            }
        });

    [Fact]
    public async Task Any_bytes_are_answered_without_a_fault()
    {
        await using var server = await TestServer.StartAsync();
        var run = await server.NewRunAsync();
        string[] pieces = ["{", "}", "[", "]", ",", ":", "\"run_id\"", "\"metrics\"", "\"key\"", "\"value\"", "\"timestamp\"", "1", "-1", "1e999", "null", "true", "\"NaN\"", $"\"{run}\"", "\"\\ud800\"", "\u0000", "\"params\"", "\"tags\""];
        await Gen.Int[0, pieces.Length - 1].Array[0, 25].SampleAsync(async chosen =>
        {
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(string.Concat(chosen.Select(i => pieces[i]))));
            content.Headers.ContentType = new("application/json");
            using var answer = await server.Http.PostAsync("/api/2.0/mlflow/runs/log-batch", content, TestServer.Token);
            Assert.True((int)answer.StatusCode < 500);
        }, iter: 300, threads: 1);
    }
}
