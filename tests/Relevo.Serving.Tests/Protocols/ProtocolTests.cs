using System.Net;
using System.Text.Json;
using Relevo.Serving.Tests.Support;

namespace Relevo.Serving.Tests.Protocols;

public sealed class ProtocolTests(TestModels models)
{
    [Theory]
    [InlineData("""{"input_data":{"columns":["City","Size"],"index":[0,1],"data":[["Oslo",10],["Rome",20]]}}""")]
    [InlineData("""{"input_data":{"columns":["City","Price","Size"],"data":[["Oslo",0,10],["Rome",null,20]]}}""")]
    [InlineData("""{"input_data":[[10,"Oslo"],[20,"Rome"]]}""")]
    [InlineData("""{"input_data":[{"Size":10,"City":"Oslo"},{"City":"Rome","Size":20}],"params":{}}""")]
    [InlineData("""{"input_data":{"Size":[10,20],"City":["Oslo","Rome"]}}""")]
    public async Task Azure_MLs_score_takes_every_form_and_gives_an_array(string body)
    {
        await using var server = await RunningServer.StartAsync(models.Bare);
        var answer = await server.ScoreAsync("score", body);
        Assert.Equal(2, answer.GetArrayLength());
        Assert.InRange(answer[0].GetDouble(), 60, 140);
        Assert.InRange(answer[1].GetDouble(), 160, 240);
    }

    [Theory]
    [InlineData("""{"dataframe_split":{"columns":["City","Size"],"data":[["Oslo",10],["Rome",20]]}}""", "application/json")]
    [InlineData("""{"dataframe_records":[{"Size":10,"City":"Oslo"},{"City":"Rome","Size":20}]}""", "application/json")]
    [InlineData("""{"instances":[{"Size":10,"City":"Oslo"},{"City":"Rome","Size":20}]}""", "application/json")]
    [InlineData("""{"inputs":{"Size":[[10],[20]],"City":["Oslo","Rome"]}}""", "application/json")]
    [InlineData("City,Size\r\nOslo,10\r\n\"Rome\",20\r\n", "text/csv")]
    public async Task MLflows_invocations_takes_every_form_and_gives_predictions(string body, string type)
    {
        await using var server = await RunningServer.StartAsync(models.Bare);
        var answer = (await server.ScoreAsync("invocations", body, type)).GetProperty("predictions");
        Assert.Equal(2, answer.GetArrayLength());
        Assert.InRange(answer[1].GetDouble(), 160, 240);
    }

    [Fact]
    public async Task Open_Inference_takes_a_tensor_for_each_column()
    {
        await using var server = await RunningServer.StartAsync(models.Bare);
        var answer = await server.ScoreAsync("v2/models/house/versions/3/infer", """
            {"id":"7","inputs":[{"name":"Size","shape":[2,1],"datatype":"FP32","data":[10,20]},{"name":"City","shape":[2],"datatype":"BYTES","data":["Oslo","Rome"]}]}
            """);
        Assert.Equal("house", answer.GetProperty("model_name").GetString());
        Assert.Equal("3", answer.GetProperty("model_version").GetString());
        Assert.Equal("7", answer.GetProperty("id").GetString());
        var output = answer.GetProperty("outputs")[0];
        Assert.Equal("Score", output.GetProperty("name").GetString());
        Assert.Equal("FP32", output.GetProperty("datatype").GetString());
        Assert.Equal("[2]", output.GetProperty("shape").GetRawText());
        Assert.InRange(output.GetProperty("data")[1].GetDouble(), 160, 240);
    }

    [Fact]
    public async Task Open_Inference_takes_one_matrix_for_all_columns()
    {
        await using var server = await RunningServer.StartAsync(models.NamedMatrix);
        var answer = await server.ScoreAsync("v2/models/house/infer", """{"inputs":[{"name":"X","shape":[2,2],"datatype":"FP32","data":[[1,2],[3,4]]}]}""");
        Assert.Equal("[21.5,43.5]", answer.GetProperty("outputs")[0].GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task Open_Inference_describes_the_model()
    {
        await using var server = await RunningServer.StartAsync(models.Classifier);
        var cancellationToken = TestContext.Current.CancellationToken;
        foreach (var path in (string[])["v2", "v2/health/live", "v2/health/ready", "v2/models/house/ready", "v2/models/house/versions/3/ready", "ping", "health", "version"])
        {
            using var answer = await server.Http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            Assert.True(answer.IsSuccessStatusCode, path);
        }

        using var model = JsonDocument.Parse(await server.Http.GetStringAsync(new Uri("v2/models/house", UriKind.Relative), cancellationToken));
        Assert.Equal(
            """{"name":"house","versions":["3"],"platform":"mlnet","inputs":[{"name":"Speed","datatype":"FP64","shape":[-1]},{"name":"Phase","datatype":"BYTES","shape":[-1]},{"name":"IsNight","datatype":"BOOL","shape":[-1]},{"name":"Count","datatype":"INT64","shape":[-1]}],"outputs":[{"name":"PredictedLabel","datatype":"BOOL","shape":[-1]},{"name":"Probability","datatype":"FP32","shape":[-1]}]}""",
            model.RootElement.GetRawText());
        using var document = JsonDocument.Parse(await server.Http.GetStringAsync(new Uri("swagger.json", UriKind.Relative), cancellationToken));
        Assert.Equal("3.0.3", document.RootElement.GetProperty("openapi").GetString());
        Assert.True(document.RootElement.GetProperty("paths").TryGetProperty("/score", out _));
    }

    [Fact]
    public async Task A_signature_with_several_outputs_gives_records()
    {
        await using var server = await RunningServer.StartAsync(models.Classifier);
        var answer = await server.ScoreAsync("score", """{"input_data":[{"Speed":190,"Phase":"approach"},{"Speed":5,"Phase":"climb","IsNight":true,"Count":3}]}""");
        Assert.True(answer[0].GetProperty("PredictedLabel").GetBoolean());
        Assert.True(answer[0].GetProperty("Probability").GetDouble() > 0.5);
        Assert.False(answer[1].GetProperty("PredictedLabel").GetBoolean());
        Assert.Equal(2, answer[1].EnumerateObject().Count());
    }

    [Theory]
    [InlineData("""{"input_data":[{"Size":1,"Citi":"Oslo"}]}""", "Column 'Citi' is unknown: did you mean 'City'?")]
    [InlineData("""{"input_data":[{"Size":1}]}""", "Row 0 (counted from 0), column 'City': is missing.")]
    [InlineData("""{"input_data":{"columns":["Size"],"data":[[1]]}}""", "Column 'City' is missing.")]
    [InlineData("""{"input_data":[[1,"Oslo"],["x","Rome"]]}""", "Row 1 (counted from 0), column 'Size': expected a number, got the string \"x\".")]
    [InlineData("""{"input_data":[[1,2]]}""", "Row 0 (counted from 0), column 'City': expected a string, got the number 2.")]
    [InlineData("""{"input_data":[[1,"Oslo"],[1]]}""", "Row 1 (counted from 0) has 1 values, expected 2: Size, City.")]
    [InlineData("""{"input_data":{"columns":["Size","City","Size"],"data":[[1,"a",2]]}}""", "Column 'Size' is given twice.")]
    [InlineData("""{"input_data":{"columns":["Size","City"],"index":[1,2],"data":[[1,"a"]]}}""", "'input_data.index' has 2 entries, 'data' has 1 rows.")]
    [InlineData("""{"input_data":{"Size":[1,2],"City":["a"]}}""", "Column 'City' has 1 rows, those before it have 2.")]
    [InlineData("""{"input_data":[]}""", "There are no rows to score.")]
    [InlineData("""{"inputs":[[1]]}""", "The body must be an object with 'input_data'.")]
    [InlineData("{", "The body is not JSON: line 1, byte 2.")]
    [InlineData("", "The body is not JSON: line 1, byte 1.")]
    [InlineData("""{"input_data":[{"Size":1,"City":"\ud800"}]}""", "The body has a text that is not Unicode: half of a surrogate pair.")]
    public async Task A_wrong_body_names_the_column_and_the_row(string body, string message)
    {
        await using var server = await RunningServer.StartAsync(models.Bare);
        Assert.Equal(message, await server.RefusedAsync("score", body));
    }

    [Fact]
    public async Task Each_protocol_has_its_own_errors()
    {
        await using var server = await RunningServer.StartAsync(models.Bare);
        Assert.Equal((HttpStatusCode.BadRequest, """{"error_code":"BAD_REQUEST","message":"The body must be an object with exactly one of: dataframe_split, dataframe_records, instances, inputs."}"""), await server.PostAsync("invocations", "{}"));
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, """{"error_code":"BAD_REQUEST","message":"Content type \u0027image/png\u0027 is not supported: use application/json or text/csv."}"""), await server.PostAsync("invocations", "{}", "image/png"));
        Assert.Equal((HttpStatusCode.BadRequest, """{"error":"The body must have \u0027inputs\u0027, an array of tensors."}"""), await server.PostAsync("v2/models/house/infer", "{}"));
        Assert.Equal((HttpStatusCode.NotFound, """{"error":"Model \u0027home\u0027 is not served here; \u0027house\u0027 is."}"""), await server.PostAsync("v2/models/home/infer", "{}"));
        Assert.Equal((HttpStatusCode.NotFound, """{"error":{"code":"NotFound","message":"There is nothing at \u0027/predict\u0027: use /score, /invocations, /v2/models/house/infer or /swagger.json."}}"""), await server.PostAsync("predict", "{}"));
        using var wrongMethod = await server.Http.GetAsync(new Uri("score", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrongMethod.StatusCode);
        Assert.Equal(["POST"], wrongMethod.Content.Headers.Allow);
    }

    [Fact]
    public async Task A_small_body_of_very_many_rows_does_not_take_all_memory()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.At("model.onnx"), new OnnxWriter()
            .Input("X", OnnxWriter.Float, "n", 1000).Output("Y", OnnxWriter.Float, "n", 1000).Node("Neg", "Y", "X").ToArray());
        folder.Write("MLmodel", "flavors:\n  onnx:\n    data: model.onnx\nsignature:\n  inputs: '[{\"name\":\"X\",\"type\":\"tensor\",\"required\":false,\"tensor-spec\":{\"dtype\":\"float32\",\"shape\":[-1,1000]}}]'\n");
        await using var server = await RunningServer.StartAsync(folder.Path);
        var rows = string.Join(',', Enumerable.Repeat("{}", 10_000));
        Assert.Equal("There are more than 5000000 values in a column.", await server.RefusedAsync("score", $$"""{"input_data":[{{rows}}]}"""));
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        await using var server = await RunningServer.StartAsync(models.Bare);
        server.Http.DefaultRequestHeaders.ExpectContinue = true;
        using var content = new ByteArrayContent(new byte[LoopbackServer.MaxBodyBytes + 1]);
        var (status, _) = await server.PostAsync("score", content);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }
}
