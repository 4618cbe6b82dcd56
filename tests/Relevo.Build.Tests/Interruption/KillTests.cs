using Relevo.Build.Tests.Support;

namespace Relevo.Build.Tests.Interruption;

public sealed class KillTests
{
    [Fact]
    public async Task A_build_that_is_killed_in_Train_leaves_no_step_and_the_next_one_goes_on_from_there()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are found by /proc.");
        await using var project = new SmallProject();
        project.Hold("train");
        using (var build = project.Start())
        {
            await build.UntilAsync(() => project.IsHeld("train"), "the step started");
            await build.KillAsync();
        }
        await project.NothingRunsAsync("train.sh");

        (await project.RunAsync("Status")).Ended(0).Says("challenger  none", "champion    none");
        project.LetGo("train");
        (await project.RunAsync()).Ended(0).Says("prep         reused", "train at work", "2 run, 1 reused", "line version 1", "100 % of traffic, healthy");
    }

    [Fact]
    public async Task A_build_that_is_killed_in_Gate_has_moved_no_alias()
    {
        await using var project = new SmallProject();
        (await project.RunAsync("Provision", "RegisterData", "Train", "Gate")).Ended(0);
        (await project.RunAsync("Train", "--set", "inputs.quality=0.9")).Ended(0);
        project.Hold("evaluate");
        using (var build = project.Start("Gate", "--force"))
        {
            await build.UntilAsync(() => project.IsHeld("evaluate"), "the evaluation started");
            await build.KillAsync();
        }
        await project.NothingRunsAsync("evaluate.sh");

        (await project.RunAsync("Status")).Ended(0).Says("champion    line version 1", "challenger  line version 2");
        project.LetGo("evaluate");
        (await project.RunAsync("Gate")).Ended(0).Says("verdict: promote");
        (await project.RunAsync("Status")).Ended(0).Says("champion    line version 2");
    }

    [Theory]
    [InlineData("starting endpoint")]
    [InlineData("loading line version 1")]
    [InlineData("is healthy")]
    public async Task A_build_that_is_killed_in_Deploy_is_finished_by_the_next_one(string line)
    {
        await using var project = new SmallProject();
        (await project.RunAsync("Provision", "RegisterData", "Train", "Gate")).Ended(0);
        using (var build = project.Start("Deploy"))
        {
            await build.UntilAsync(() => build.Output.Contains(line, StringComparison.Ordinal), line);
            await build.KillAsync();
        }

        (await project.RunAsync("Status")).Ended(0);
        var shipped = (await project.RunAsync()).Ended(0).Says("0 run, 3 reused", "blue: version 1, 100 % of traffic, healthy");
        (await project.ShellAsync(shipped.Curl)).Ended(0).Says("20.");
        Assert.Single(project.Processes("endpoint --"));
    }

    [Fact]
    public async Task An_endpoint_that_is_killed_comes_back_with_the_next_build()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are found by /proc.");
        await using var project = new SmallProject();
        (await project.RunAsync()).Ended(0);
        TestProcesses.End(project.Mark);
        await project.NothingRunsAsync();

        var again = (await project.RunAsync()).Ended(0).Says("0 run, 3 reused", "blue: version 1, 100 % of traffic, healthy");
        (await project.ShellAsync(again.Curl)).Ended(0).Says("20.");
    }
}
