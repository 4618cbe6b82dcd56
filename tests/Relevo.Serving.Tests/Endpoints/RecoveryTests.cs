using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Relevo.Core.Errors;
using Relevo.Serving.Endpoints;
using Relevo.Serving.Tests.Support;
using static Relevo.Serving.Tests.Endpoints.EndpointFixture;

namespace Relevo.Serving.Tests.Endpoints;

public sealed class RecoveryTests(TestModels models)
{
    private static readonly Dictionary<string, int> AllBlue = new() { ["blue"] = 100 };

    [Fact(Timeout = 120_000)]
    public async Task A_deployment_that_is_killed_is_started_again()
    {
        await using var fixture = new EndpointFixture();
        using var client = await fixture.StartAsync();
        var before = await client.ApplyAsync(Desired(AllBlue, ("blue", models.Bare)), TestContext.Current.CancellationToken);
        var processId = before.Deployments[0].ProcessId!.Value;
        Kill(processId);
        await UntilAsync(async () => (await client.GetStatusAsync(TestContext.Current.CancellationToken))!.Deployments[0] is { State: DeploymentState.Healthy, Restarts: 1 } now && now.ProcessId != processId);
        Assert.True((await client.ScoreAsync(Row, null, TestContext.Current.CancellationToken)).IsSuccess);
    }

    [Fact(Timeout = 120_000)]
    public async Task After_a_kill_no_process_is_left_and_the_next_start_is_as_before()
    {
        await using var fixture = new EndpointFixture();
        using var client = await fixture.StartAsync();
        var before = await client.ApplyAsync(
            Desired(new Dictionary<string, int> { ["blue"] = 90, ["green"] = 10 }, ("blue", models.Bare), ("green", models.Other)), TestContext.Current.CancellationToken);
        var keys = client.ReadKeys();
        Kill(before.ProcessId);
        await UntilAsync(() => Task.FromResult(before.Deployments.All(deployment => !IsAlive(deployment.ProcessId!.Value)) && !client.IsRunning));
        Assert.True(File.Exists(Path.Combine(fixture.State, "running.json")));

        using var again = await fixture.StartAsync();
        var after = await again.WaitUntilSettledAsync(TestContext.Current.CancellationToken);
        Assert.Equal(before.Address, after.Address);
        Assert.Equal(keys, again.ReadKeys());
        Assert.Equal([("blue", 90, DeploymentState.Healthy), ("green", 10, DeploymentState.Healthy)], after.Deployments.Select(deployment => (deployment.Name, deployment.Traffic, deployment.State)));
        Assert.True((await again.ScoreAsync(Row, null, TestContext.Current.CancellationToken)).IsSuccess);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_number_of_a_process_that_was_given_to_another_is_not_mistaken()
    {
        await using var fixture = new EndpointFixture();
        using var client = await fixture.StartAsync();
        var status = await client.GetStatusAsync(TestContext.Current.CancellationToken);
        await client.StopAsync(TestContext.Current.CancellationToken);
        new StateFolder(fixture.State).Write(status! with { ProcessId = Environment.ProcessId });
        Assert.False(client.IsRunning);
        Assert.False(await client.StopAsync(TestContext.Current.CancellationToken));
        using var again = await fixture.StartAsync();
        Assert.True(again.IsRunning);
    }

    [Fact(Timeout = 120_000)]
    public async Task Starting_twice_is_one_endpoint()
    {
        await using var fixture = new EndpointFixture();
        var clients = await Task.WhenAll(fixture.StartAsync(), fixture.StartAsync());
        var first = await clients[0].GetStatusAsync(TestContext.Current.CancellationToken);
        Assert.Equal(first!.ProcessId, (await clients[1].GetStatusAsync(TestContext.Current.CancellationToken))!.ProcessId);
        using var third = await fixture.StartAsync();
        Assert.Equal(first.ProcessId, (await third.GetStatusAsync(TestContext.Current.CancellationToken))!.ProcessId);
        foreach (var client in clients)
            client.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_taken_port_is_told_and_leaves_nothing_behind()
    {
        await using var fixture = new EndpointFixture();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var fault = await Assert.ThrowsAsync<RelevoException>(() => fixture.StartAsync(port));
        Assert.Equal($"Port {port} is taken by another program.", fault.Problem);
        Assert.False(File.Exists(Path.Combine(fixture.State, "running.json")));
        listener.Stop();
        using var client = await fixture.StartAsync(port);
        Assert.Equal(port, (await client.GetStatusAsync(TestContext.Current.CancellationToken))!.Address.Port);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_model_that_is_damaged_later_is_told_and_the_endpoint_still_comes_up()
    {
        await using var fixture = new EndpointFixture();
        using var folder = new TempFolder();
        File.Copy(Path.Combine(models.Bare, "model.zip"), folder.At("model.zip"));
        using var client = await fixture.StartAsync();
        await client.ApplyAsync(Desired(AllBlue, ("blue", folder.Path)), TestContext.Current.CancellationToken);
        await client.StopAsync(TestContext.Current.CancellationToken);
        folder.Write("model.zip", "damaged");
        using var again = await fixture.StartAsync();
        var status = await again.WaitUntilSettledAsync(TestContext.Current.CancellationToken);
        Assert.Contains("cannot be loaded", status.Deployments[0].Problem, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await again.ScoreAsync(Row, null, TestContext.Current.CancellationToken)).StatusCode);
        await again.ApplyAsync(Desired(AllBlue, ("blue", models.Bare)), TestContext.Current.CancellationToken);
        Assert.True((await again.ScoreAsync(Row, null, TestContext.Current.CancellationToken)).IsSuccess);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_damaged_state_is_a_fault_for_people()
    {
        await using var fixture = new EndpointFixture();
        Directory.CreateDirectory(fixture.State);
        await File.WriteAllTextAsync(Path.Combine(fixture.State, "endpoint.json"), "{", TestContext.Current.CancellationToken);
        var fault = await Assert.ThrowsAsync<RelevoException>(() => fixture.StartAsync());
        Assert.Contains("endpoint.json", fault.Problem, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(fixture.State, "endpoint.json"), """{"name":"-"}""", TestContext.Current.CancellationToken);
        fault = await Assert.ThrowsAsync<RelevoException>(() => fixture.StartAsync());
        Assert.Contains("endpoint name '-'", fault.Problem, StringComparison.Ordinal);
        File.Delete(Path.Combine(fixture.State, "endpoint.json"));
    }

    [Fact(Timeout = 120_000)]
    public async Task An_endpoint_has_a_session_of_its_own_and_ends_orderly_when_told_by_a_signal()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals and /proc are Linux's");
        await using var fixture = new EndpointFixture();
        using var client = await fixture.StartAsync();
        var status = await client.ApplyAsync(Desired(AllBlue, ("blue", models.Bare)), TestContext.Current.CancellationToken);
        var stat = await File.ReadAllTextAsync($"/proc/{status.ProcessId}/stat", TestContext.Current.CancellationToken);
        Assert.Equal($"{status.ProcessId}", stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[3]);
        using (var kill = Process.Start("kill", ["-TERM", $"{status.ProcessId}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await UntilAsync(() => Task.FromResult(!client.IsRunning && !IsAlive(status.Deployments[0].ProcessId!.Value)));
        Assert.False(File.Exists(Path.Combine(fixture.State, "running.json")));
        var log = await File.ReadAllTextAsync(Path.Combine(fixture.State, "logs", "endpoint.log"), TestContext.Current.CancellationToken);
        Assert.EndsWith("Z stopped\n", log, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_endpoint_moves_to_the_port_that_it_is_started_with()
    {
        await using var fixture = new EndpointFixture();
        using var client = await fixture.StartAsync();
        var first = (await client.GetStatusAsync(TestContext.Current.CancellationToken))!.Address.Port;
        await client.StopAsync(TestContext.Current.CancellationToken);
        using var listener = new TcpListener(IPAddress.Loopback, first);
        listener.Start();
        var fault = await Assert.ThrowsAsync<RelevoException>(() => fixture.StartAsync());
        Assert.Equal($"Port {first} is taken by another program.", fault.Problem);
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var other = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        using var moved = await fixture.StartAsync(other);
        Assert.Equal(other, (await moved.GetStatusAsync(TestContext.Current.CancellationToken))!.Address.Port);
    }

    private static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
    }
}
