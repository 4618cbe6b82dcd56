using Relevo.Build.Tests.Support;

namespace Relevo.Build.Tests.Interruption;

public sealed class SignalTests
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_build_that_is_asked_to_stop_ends_its_steps_and_says_how_to_go_on(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals to send.");
        await using var project = new SmallProject();
        project.Hold("train");
        Outcome stopped;
        using (var build = project.Start())
        {
            await build.UntilAsync(() => project.IsHeld("train"), "the step started");
            build.Signal(signal);
            stopped = await build.EndAsync();
        }

        stopped.Ended(130).Says("Stopped.", "Remedy: run again: finished steps are reused.");
        Assert.Equal(1, stopped.Remedies);
        await project.NothingRunsAsync("train.sh");
        (await project.RunAsync("Status")).Ended(0).Says("champion    none", "challenger  none");
        project.LetGo("train");
        (await project.RunAsync("Train")).Ended(0).Says("prep         reused", "2 run, 1 reused");
    }

    [Fact]
    public async Task A_second_build_at_the_same_time_is_told_who_is_at_work_and_disturbs_nothing()
    {
        await using var project = new SmallProject();
        project.Hold("train");
        using var first = project.Start("Provision", "RegisterData", "Train");
        await first.UntilAsync(() => project.IsHeld("train"), "the step started");

        var second = (await project.RunAsync("Train")).Ended(4).Says($"process {first.Id}", "is changing the workspace", "wait until it has ended");
        Assert.Equal(1, second.Remedies);
        (await project.RunAsync("Status")).Ended(0);
        (await project.RunAsync("Provision", "RegisterData", "--environment", "prod")).Ended(0);

        project.LetGo("train");
        (await first.EndAsync()).Ended(0).Says("challenger: line version 1");
    }

    [Fact]
    public async Task Serve_runs_until_it_is_stopped_and_leaves_no_port()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals to send.");
        const string Secret = "hunter2-tracking";
        await using var project = new SmallProject();
        (await project.RunAsync()).Ended(0);
        var port = FreePort.Next();
        var tracking = $"curl -s -o answer.json -w '%{{http_code}}' http://127.0.0.1:{port}/api/2.0/mlflow/experiments/search?max_results=10";
        Outcome served;
        using (var serve = project.StartWith([new("NUKE_TRACKING_TOKEN", Secret)], "Serve", "--port", $"{port}"))
        {
            await serve.UntilAsync(() => serve.Output.Contains("Ctrl-C ends it.", StringComparison.Ordinal), "it was ready");
            Assert.Equal("401", (await project.ShellAsync(tracking)).Output.Trim());
            Assert.Equal("200", (await project.ShellAsync($"{tracking} -H 'Authorization: Bearer {Secret}'")).Output.Trim());
            serve.Signal("INT");
            served = await serve.EndAsync();
        }

        Assert.Contains("small", project.Read("answer.json"), StringComparison.Ordinal);
        served.Ended(0).Says("endpoint line-online: http://127.0.0.1:", "ending.").SaysNot(Secret);
        await project.NothingRunsAsync();
        Assert.NotEqual(0, (await project.ShellAsync(tracking)).Code);
    }
}
