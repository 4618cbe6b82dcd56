using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Relevo.Mlflow.Server;

namespace Relevo.Mlflow.Tests.Http;

public sealed class ArtifactContractTests
{
    private const string Proxy = "/api/2.0/mlflow-artifacts/artifacts";

    [Theory]
    [InlineData("a.txt", "text/plain")]
    [InlineData("b.pkl", "application/octet-stream")]
    [InlineData("c.png", "image/png")]
    [InlineData("d.pdf", "application/pdf")]
    [InlineData("MLmodel", "text/plain")]
    [InlineData("mlproject", "text/plain")]
    public async Task A_file_is_an_attachment_of_its_own_type_that_no_browser_may_guess_at(string name, string type)
    {
        await using var server = await TestServer.StartAsync();
        await PutAsync(server, $"{Proxy}/{name}", "content");
        using var answer = await server.Http.GetAsync($"{Proxy}/{name}", TestServer.Token);
        Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(name, answer.Content.Headers.ContentDisposition.FileName!.Trim('"'));
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("content", await answer.Content.ReadAsStringAsync(TestServer.Token));
    }

    [Theory]
    [InlineData("bytes=2-4", 206, "234")]
    [InlineData("bytes=7-", 206, "789")]
    [InlineData("bytes=-2", 206, "89")]
    [InlineData("bytes=0-99", 200, "0123456789")]
    [InlineData("bytes=0-1,4-5", 200, "0123456789")]
    [InlineData("bytes=10-", 416, "")]
    public async Task A_range_of_a_file_is_sent_alone(string range, int status, string expected)
    {
        await using var server = await TestServer.StartAsync();
        await PutAsync(server, $"{Proxy}/a.txt", "0123456789");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Proxy}/a.txt");
        request.Headers.TryAddWithoutValidation("Range", range);
        using var answer = await server.Http.SendAsync(request, TestServer.Token);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(expected, await answer.Content.ReadAsStringAsync(TestServer.Token));
    }

    [Fact]
    public async Task Empty_and_large_files_come_back_as_they_went()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var size in new[] { 0, 1, 5_000_000 })
        {
            var bytes = new byte[size];
            new Random(size).NextBytes(bytes);
            using var content = new ByteArrayContent(bytes);
            (await server.Http.PutAsync($"{Proxy}/f/{size}.bin", content, TestServer.Token)).EnsureSuccessStatusCode();
            Assert.Equal(bytes, await server.Http.GetByteArrayAsync($"{Proxy}/f/{size}.bin", TestServer.Token));
        }
    }

    [Fact]
    public async Task A_file_arrives_in_parts_in_any_order_and_is_whole_at_the_end()
    {
        await using var server = await TestServer.StartAsync(new MlflowServerOptions { BearerToken = "s3cret" });
        server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "s3cret");
        const string Begin = "/api/2.0/mlflow-artifacts/mpu/create/0/run/artifacts";
        var made = await server.CallAsync("POST", Begin, """{"path": "big.bin", "num_parts": 3}""");
        var upload = made.GetProperty("upload_id").GetString();
        using var anyone = new HttpClient();
        var parts = new List<string>();
        foreach (var credential in made.GetProperty("credentials").EnumerateArray().Reverse())
        {
            var number = credential.GetProperty("part_number").GetInt32();
            var url = credential.GetProperty("url").GetString()!;
            using var content = new StringContent(new string((char)('a' + number), 1000));
            using var answer = await anyone.PutAsync(url, content, TestServer.Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            parts.Add($$"""{"part_number": {{number}}, "etag": "{{answer.Headers.ETag!.Tag.Replace("\"", "\\\"", StringComparison.Ordinal)}}", "url": "{{url}}"}""");
        }
        await server.CallAsync("POST", "/api/2.0/mlflow-artifacts/mpu/complete/0/run/artifacts", $$"""{"path": "big.bin", "upload_id": "{{upload}}", "parts": [{{string.Join(',', parts)}}]}""");
        Assert.Equal(
            string.Concat("bcd".Select(c => new string(c, 1000))), await server.Http.GetStringAsync($"{Proxy}/0/run/artifacts/big.bin", TestServer.Token));
        await server.RefusedAsync(404, "RESOURCE_DOES_NOT_EXIST", "POST", "/api/2.0/mlflow-artifacts/mpu/abort/0/run/artifacts", $$"""{"path": "big.bin", "upload_id": "{{upload}}"}""");
        using var late = await anyone.PutAsync(made.GetProperty("credentials")[0].GetProperty("url").GetString(), new StringContent("x"), TestServer.Token);
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
        Assert.Equal("{}", (await server.CallAsync("GET", $"{Proxy}?path=.uploads~x")).GetRawText());
    }

    [Fact]
    public async Task An_upload_that_is_given_up_leaves_nothing()
    {
        await using var server = await TestServer.StartAsync();
        var made = await server.CallAsync("POST", "/api/2.0/mlflow-artifacts/mpu/create/x", """{"path": "f", "num_parts": 1}""");
        await server.CallAsync("POST", "/api/2.0/mlflow-artifacts/mpu/abort/x", $$"""{"path": "f", "upload_id": "{{made.GetProperty("upload_id").GetString()}}"}""");
        Assert.Empty(Directory.EnumerateFiles(server.Store.ArtifactsRoot, "*", SearchOption.AllDirectories));
        await server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "POST", "/api/2.0/mlflow-artifacts/mpu/create/..%2f..", """{"path": "f", "num_parts": 1}""");
        await server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "POST", "/api/2.0/mlflow-artifacts/mpu/create/x", """{"path": "..", "num_parts": 1}""");
        await server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "GET", $"{Proxy}/.uploads~/a/1");
    }

    [Fact]
    public async Task Files_of_runs_models_and_versions_are_listed_and_read()
    {
        await using var server = await TestServer.StartAsync();
        var run = await server.NewRunAsync();
        using (var content = new StringContent("note", Encoding.UTF8, "text/plain"))
            (await server.Http.PostAsync($"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={run}&path=sub/note.txt", content, TestServer.Token)).EnsureSuccessStatusCode();
        Assert.Equal("Request must specify run_uuid.", await server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "POST", "upload-artifact?path=a"));
        Assert.Equal("note", await server.Http.GetStringAsync($"/get-artifact?run_uuid={run}&path=sub/note.txt", TestServer.Token));
        var listed = await server.CallAsync("GET", $"artifacts/list?run_id={run}&path=sub");
        Assert.Equal("sub/note.txt", listed.GetProperty("files")[0].GetProperty("path").GetString());

        var model = (await server.Store.CreateLoggedModelAsync("0", "m", null, run, [], [], TestServer.Token)).Info.ModelId;
        await PutAsync(server, $"{Proxy}/0/models/{model}/artifacts/MLmodel", "flavors: {}");
        Assert.Equal("MLmodel", (await server.CallAsync("GET", $"logged-models/{model}/artifacts/directories")).GetProperty("files")[0].GetProperty("path").GetString());
        Assert.Equal("flavors: {}", await server.Http.GetStringAsync($"/ajax-api/2.0/mlflow/logged-models/{model}/artifacts/files?artifact_file_path=MLmodel", TestServer.Token));

        await server.Store.CreateModelVersionAsync(new() { Name = "taxi", Source = $"models:/{model}", ModelId = model, MakesModel = true }, TestServer.Token);
        Assert.Equal("flavors: {}", await server.Http.GetStringAsync("/model-versions/get-artifact?name=taxi&version=1&path=MLmodel", TestServer.Token));
        await server.RefusedAsync(400, "INVALID_PARAMETER_VALUE", "GET", "/model-versions/get-artifact?name=taxi&version=1&path=../../x");
    }

    private static async Task PutAsync(TestServer server, string path, string text)
    {
        using var content = new StringContent(text);
        (await server.Http.PutAsync(path, content, TestServer.Token)).EnsureSuccessStatusCode();
    }
}
