using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Relevo.Core.Errors;
using Relevo.Mlflow.Server;

namespace Relevo.Mlflow.Tests.Http;

public sealed class SafetyTests
{
    private const string Proxy = "/api/2.0/mlflow-artifacts/artifacts";

    [Theory]
    [InlineData("..%2f..%2foutside.txt")]
    [InlineData("%2e%2e/%2e%2e/outside.txt")]
    [InlineData("%252e%252e%252foutside.txt")]
    [InlineData("a/..%5coutside.txt")]
    [InlineData("%2fetc%2fpasswd")]
    [InlineData("C:%5coutside.txt")]
    [InlineData("C:/outside.txt")]
    [InlineData("a%00b")]
    [InlineData("a%0ab")]
    [InlineData("link/outside.txt")]
    [InlineData("../../outside.txt")]
    public async Task No_path_leaves_the_store(string path)
    {
        await using var server = await TestServer.StartAsync();
        var outside = Path.Combine(server.Folder, "outside.txt");
        await File.WriteAllTextAsync(outside, "secret", TestServer.Token);
        Directory.CreateSymbolicLink(Path.Combine(server.Store.ArtifactsRoot, "link"), server.Folder);
        foreach (var method in new[] { "GET", "PUT", "DELETE" })
        {
            var answer = await RawAsync(server, method, $"{Proxy}/{path}");
            Assert.Matches("^HTTP/1.1 (400|404)", answer);
            Assert.DoesNotContain("secret", answer, StringComparison.Ordinal);
        }
        Assert.Equal("secret", await File.ReadAllTextAsync(outside, TestServer.Token));
        Assert.DoesNotContain("HTTP/1.1 500", await RawAsync(server, "GET", $"{Proxy}?path={path}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_was_made_to_point_here_is_refused()
    {
        await using var server = await TestServer.StartAsync(new MlflowServerOptions { AllowedHosts = ["tracking.example"] });
        async Task<HttpStatusCode> StatusAsync(string host, string? origin = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/version");
            request.Headers.Host = host;
            if (origin is not null)
                request.Headers.Add("Origin", origin);
            using var response = await server.Http.SendAsync(request, TestServer.Token);
            return response.StatusCode;
        }
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("localhost.evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("localhost", "http://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("localhost", "null"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("localhost:5000", "http://localhost:5000"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("127.0.0.1"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("[::1]:80"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("tracking.example"));
    }

    [Fact]
    public async Task A_token_is_asked_for_and_taken_as_bearer_or_password()
    {
        await using var server = await TestServer.StartAsync(new MlflowServerOptions { BearerToken = "s3cret" });
        async Task<HttpStatusCode> StatusAsync(AuthenticationHeaderValue? header, string path = "/version")
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = header;
            using var response = await server.Http.SendAsync(request, TestServer.Token);
            return response.StatusCode;
        }
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(new("Bearer", "wrong")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(new("Basic", "not base64")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(new("Bearer", "s3cret")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(new("Basic", Convert.ToBase64String("ann:s3cret"u8))));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(null, "/health"));
    }

    [Fact]
    public async Task Another_content_type_is_refused_so_that_no_web_page_can_post_here()
    {
        await using var server = await TestServer.StartAsync();
        using var content = new StringContent("""{"name": "x"}""", Encoding.UTF8, "text/plain");
        using var response = await server.Http.PostAsync("/api/2.0/mlflow/experiments/create", content, TestServer.Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task A_taken_port_is_named_with_what_to_do()
    {
        await using var server = await TestServer.StartAsync();
        var port = server.Server.BaseAddress.Port;
        var fault = await Assert.ThrowsAsync<RelevoException>(() => TestServer.StartAsync(new MlflowServerOptions { Port = port }));
        Assert.Contains(port.ToString(), fault.Problem, StringComparison.Ordinal);
        Assert.NotNull(fault.Remedy);
        Assert.Equal(ExitCode.Configuration, fault.ExitCode);
    }

    [Fact]
    public async Task Broken_bodies_never_make_a_fault_of_the_server()
    {
        await using var server = await TestServer.StartAsync();
        string[] paths = ["experiments/create", "runs/create", "runs/log-batch", "runs/log-metric", "runs/search", "runs/log-inputs", "model-versions/create", "registered-models/create", "runs/update"];
        string[] bodies =
        [
            "[]", "null", "1", "\"x\"", "{", "{\"run_id\": null}", "{\"run_id\": \"a\", \"metrics\": [null]}", "{\"run_id\": \"a\", \"tags\": [{}]}",
            "{\"run_id\": \"a\", \"params\": [{\"key\": null}]}", "{\"name\": \"\\u0000\"}", "{\"name\": \"\\ud800\"}", "{\"experiment_ids\": [null]}",
            "{\"experiment_ids\": [\"99999999999999999999\"]}", "{\"experiment_ids\": [\"0\"], \"filter\": \"((((\"}", "{\"experiment_ids\": [\"0\"], \"page_token\": \"e30=\"}",
            "{\"experiment_ids\": [\"0\"], \"max_results\": -1}", "{\"run_id\": \"a\", \"datasets\": [{}]}", "{\"run_id\": \"a\", \"datasets\": [null]}", "{\"tags\": [null]}", "{\"status\": \"NOPE\", \"run_id\": \"a\"}", "{\"status\": 99, \"run_id\": \"a\"}",
        ];
        foreach (var path in paths)
        {
            foreach (var body in bodies)
            {
                var (status, answer) = await server.SendAsync("POST", path, body);
                Assert.True(status < 500, $"{path} {body}: {status} {answer}");
            }
        }
    }

    // HttpClient tidies addresses up before it sends them; an attacker does not.
    private static async Task<string> RawAsync(TestServer server, string method, string target)
    {
        using var socket = new TcpClient { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, server.Server.BaseAddress.Port, TestServer.Token);
        using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"), TestServer.Token);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestServer.Token);
    }
}
