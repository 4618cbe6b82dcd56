using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Relevo.Core.Errors;
using Relevo.Serving.Endpoints;
using Relevo.Serving.Supervision;
using Relevo.Serving.Tests.Support;
using static Relevo.Serving.Tests.Endpoints.EndpointFixture;

namespace Relevo.Serving.Tests.Endpoints;

public sealed class EndpointTests(TestModels models)
{
    private static readonly Dictionary<string, int> None = [];

    [Fact(Timeout = 120_000)]
    public async Task A_deployment_is_smoke_tested_before_it_gets_traffic()
    {
        await using var fixture = new EndpointFixture();
        var start = Stopwatch.GetTimestamp();
        using var client = await fixture.StartAsync();
        var started = Stopwatch.GetElapsedTime(start);
        var status = await client.ApplyAsync(Desired(None, ("blue", models.Bare)), TestContext.Current.CancellationToken);
        TestContext.Current.SendDiagnosticMessage($"answers after {started.TotalMilliseconds:0} ms, deployment healthy {(Stopwatch.GetElapsedTime(start) - started).TotalMilliseconds:0} ms later");
        Assert.Equal(DeploymentState.Healthy, Assert.Single(status.Deployments).State);

        Assert.Equal(HttpStatusCode.NotFound, (await client.ScoreAsync(Row, null, TestContext.Current.CancellationToken)).StatusCode);
        var smoke = await client.ScoreAsync(Row, "blue", TestContext.Current.CancellationToken);
        Assert.True(smoke.IsSuccess, smoke.Body);
        Assert.Equal("blue", smoke.Deployment);
        Assert.Equal(HttpStatusCode.NotFound, (await client.ScoreAsync(Row, "red", TestContext.Current.CancellationToken)).StatusCode);

        await client.ApplyAsync(Desired(new Dictionary<string, int> { ["blue"] = 100 }, ("blue", models.Bare)), TestContext.Current.CancellationToken);
        Assert.Equal("blue", (await client.ScoreAsync(Row, null, TestContext.Current.CancellationToken)).Deployment);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.ScoreAsync("{}", null, TestContext.Current.CancellationToken)).StatusCode);
        Assert.True(await client.StopAsync(TestContext.Current.CancellationToken));
        Assert.False(client.IsRunning);
        Assert.Null(await client.GetStatusAsync(TestContext.Current.CancellationToken));
        Assert.All(status.Deployments, deployment => Assert.False(IsAlive(deployment.ProcessId!.Value)));
        using var free = new TcpListener(IPAddress.Loopback, status.Address.Port);
        free.Start();
    }

    [Fact(Timeout = 120_000)]
    public async Task Keys_open_scoring_and_the_admin_token_opens_control()
    {
        await using var fixture = new EndpointFixture();
        using var client = await fixture.StartAsync();
        await client.ApplyAsync(Desired(new Dictionary<string, int> { ["blue"] = 100 }, ("blue", models.Bare)), TestContext.Current.CancellationToken);
        var keys = client.ReadKeys()!;
        using var http = new HttpClient();
        async Task<HttpStatusCode> Ask(HttpMethod method, string path, string? key, string? body = null)
        {
            using var answer = await SendAsync(http, client, method, path, key, body);
            Assert.Equal(answer.StatusCode is HttpStatusCode.Unauthorized, answer.Headers.WwwAuthenticate.Count > 0);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, await Ask(HttpMethod.Post, "score", keys.PrimaryKey, Row));
        Assert.Equal(HttpStatusCode.OK, await Ask(HttpMethod.Post, "score", keys.SecondaryKey, Row));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(HttpMethod.Post, "score", null, Row));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(HttpMethod.Post, "score", "wrong", Row));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(HttpMethod.Post, "score", keys.AdminToken, Row));
        Assert.Equal(HttpStatusCode.OK, await Ask(HttpMethod.Get, "v2/models/house", keys.PrimaryKey));
        Assert.Equal(HttpStatusCode.OK, await Ask(HttpMethod.Get, "swagger.json", keys.PrimaryKey));
        Assert.Equal(HttpStatusCode.OK, await Ask(HttpMethod.Get, "", null));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(HttpMethod.Get, "-/status", null));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask(HttpMethod.Get, "-/status", keys.PrimaryKey));
        Assert.Equal(HttpStatusCode.NotFound, await Ask(HttpMethod.Get, "-/nothing", keys.AdminToken));
        Assert.Equal(HttpStatusCode.BadRequest, await Ask(HttpMethod.Put, "-/desired", keys.AdminToken, "{\"name\":1}"));
        foreach (var body in (string[])["", "null", "[]", "{}", """{"name":null}""", """{"name":"houses","deployments":[null]}""", """{"name":"houses","deployments":[{"name":"a"}]}""", """{"name":"houses","traffic":{"x":"y"}}""", """{"name":"houses","auth_mode":"none"}"""])
            Assert.Equal(HttpStatusCode.BadRequest, await Ask(HttpMethod.Put, "-/desired", keys.AdminToken, body));

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(fixture.State, "keys.json")));
        foreach (var log in Directory.EnumerateFiles(fixture.State, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("keys.json", StringComparison.Ordinal) && !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(keys.PrimaryKey, text, StringComparison.Ordinal);
            Assert.DoesNotContain(keys.AdminToken, text, StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Traffic_is_shared_by_weight()
    {
        await using var fixture = new EndpointFixture();
        using var client = await fixture.StartAsync();
        await client.ApplyAsync(
            Desired(new Dictionary<string, int> { ["blue"] = 70, ["green"] = 30 }, ("blue", models.Bare), ("green", models.Other)), TestContext.Current.CancellationToken);
        ConcurrentBag<string?> answers = [];
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), TestContext.Current.CancellationToken, async (_, token) => answers.Add((await client.ScoreAsync(Row, null, token)).Deployment));
        Assert.Equal(140, answers.Count(name => name == "blue"));
        Assert.Equal(60, answers.Count(name => name == "green"));
    }

    [Fact(Timeout = 120_000)]
    public async Task No_request_fails_while_traffic_moves_to_another_deployment_and_the_old_one_goes()
    {
        await using var fixture = new EndpointFixture();
        using var client = await fixture.StartAsync();
        await client.ApplyAsync(Desired(new Dictionary<string, int> { ["blue"] = 100 }, ("blue", models.Bare)), TestContext.Current.CancellationToken);
        ConcurrentBag<ScoringAnswer> answers = [];
        using var enough = new CancellationTokenSource();
        var load = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
                answers.Add(await client.ScoreAsync(Row, null, TestContext.Current.CancellationToken));
        })).ToList();

        for (var round = 0; round < 3; round++)
        {
            await client.ApplyAsync(Desired(new Dictionary<string, int> { ["green"] = 100 }, ("green", models.Other)), TestContext.Current.CancellationToken);
            await client.ApplyAsync(Desired(new Dictionary<string, int> { ["blue"] = 100 }, ("blue", models.Bare)), TestContext.Current.CancellationToken);
            // A changed deployment of the same name is replaced just as quietly.
            await client.ApplyAsync(Desired(new Dictionary<string, int> { ["blue"] = 100 }, ("blue", models.Other)), TestContext.Current.CancellationToken);
        }

        await enough.CancelAsync();
        await Task.WhenAll(load);
        Assert.All(answers, answer => Assert.True(answer.IsSuccess, answer.Body));
        Assert.Contains(answers, answer => answer.Deployment == "green");
        TestContext.Current.SendDiagnosticMessage($"{answers.Count} requests, none failed");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_deployment_that_does_not_become_healthy_changes_nothing()
    {
        await using var fixture = new EndpointFixture();
        using var client = await fixture.StartAsync();
        var before = await client.ApplyAsync(Desired(new Dictionary<string, int> { ["blue"] = 100 }, ("blue", models.Bare)), TestContext.Current.CancellationToken);
        using var broken = new TempFolder();
        broken.Write("model.zip", "not a model");
        var fault = await Assert.ThrowsAsync<RelevoException>(() => client.ApplyAsync(
            Desired(new Dictionary<string, int> { ["green"] = 100 }, ("blue", models.Bare), ("green", broken.Path)), TestContext.Current.CancellationToken));
        Assert.Contains("deployment 'green' is not healthy: The ML.NET model", fault.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", fault.Message, StringComparison.Ordinal);
        var after = await client.GetStatusAsync(TestContext.Current.CancellationToken);
        Assert.Equal(before.Deployments[0].ProcessId, Assert.Single(after!.Deployments).ProcessId);
        Assert.Equal("blue", (await client.ScoreAsync(Row, null, TestContext.Current.CancellationToken)).Deployment);
        Assert.Equal(["blue"], client.ReadDesired()!.Deployments.Select(deployment => deployment.Name));
    }

    [Fact(Timeout = 120_000)]
    public async Task Every_fault_of_a_desired_state_is_told_at_once()
    {
        await using var fixture = new EndpointFixture();
        using var client = await fixture.StartAsync();
        var fault = await Assert.ThrowsAsync<RelevoException>(() => client.ApplyAsync(
            Desired(new Dictionary<string, int> { ["blue"] = 50, ["red"] = 20 }, ("blue", models.Bare), ("../x", "relative")), TestContext.Current.CancellationToken));
        Assert.Contains("'../x'", fault.Problem, StringComparison.Ordinal);
        Assert.Contains("'relative' is not an absolute path", fault.Problem, StringComparison.Ordinal);
        Assert.Contains("'red'", fault.Problem, StringComparison.Ordinal);
        Assert.Contains("70 %", fault.Problem, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_request_that_takes_too_long_gets_408()
    {
        await using var fixture = new EndpointFixture();
        using var client = await fixture.StartAsync();
        var desired = Desired(new Dictionary<string, int> { ["blue"] = 100 }, ("blue", models.Bare));
        await client.ApplyAsync(
            desired with { Deployments = [desired.Deployments[0] with { RequestTimeout = TimeSpan.FromTicks(1) }] }, TestContext.Current.CancellationToken);
        var answer = await client.ScoreAsync(Row, null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestTimeout, answer.StatusCode);
        Assert.Contains("RequestTimeout", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_many_requests_wait_as_are_scored_and_no_more()
    {
        using var limit = new ConcurrencyLimit(1);
        Assert.True(await limit.TryEnterAsync(TestContext.Current.CancellationToken));
        var waiting = limit.TryEnterAsync(TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        Assert.False(await limit.TryEnterAsync(TestContext.Current.CancellationToken));
        limit.Exit();
        Assert.True(await waiting);
        limit.Exit();
        using var none = new ConcurrencyLimit(null);
        Assert.True(await none.TryEnterAsync(TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_copy_of_mirrored_requests_goes_to_the_other_deployment()
    {
        await using var fixture = new EndpointFixture();
        using var client = await fixture.StartAsync();
        var desired = Desired(new Dictionary<string, int> { ["blue"] = 100 }, ("blue", models.Bare), ("green", models.Other));
        await client.ApplyAsync(desired with { MirrorTraffic = new Dictionary<string, int> { ["green"] = 50 } }, TestContext.Current.CancellationToken);
        for (var at = 0; at < 100; at++)
            Assert.Equal("blue", (await client.ScoreAsync(Row, null, TestContext.Current.CancellationToken)).Deployment);
        var status = await client.GetStatusAsync(TestContext.Current.CancellationToken);
        Assert.Equal(50, status!.Deployments.Single(deployment => deployment.Name == "green").Requests);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_body_beyond_the_limit_is_refused_at_the_door()
    {
        await using var fixture = new EndpointFixture();
        using var client = await fixture.StartAsync();
        await client.ApplyAsync(Desired(new Dictionary<string, int> { ["blue"] = 100 }, ("blue", models.Bare)), TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.ExpectContinue = true;
        var status = await client.GetStatusAsync(TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, status!.ScoringUri()) { Content = new ByteArrayContent(new byte[LoopbackServer.MaxBodyBytes + 1]) };
        request.Headers.Authorization = new("Bearer", client.ReadKeys()!.PrimaryKey);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }
}
