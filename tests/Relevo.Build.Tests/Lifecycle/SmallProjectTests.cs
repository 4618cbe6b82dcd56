using Relevo.Build.Tests.Support;

namespace Relevo.Build.Tests.Lifecycle;

public sealed class SmallProjectTests
{
    [Fact]
    public async Task A_model_is_shipped_weighed_replaced_and_rolled_back()
    {
        await using var project = new SmallProject();

        var first = (await project.RunAsync()).Ended(0).Says("promote (first)", "blue: version 1, 100 % of traffic, healthy");
        Assert.NotEmpty(project.Processes("endpoint")); // else the proof at the end, that none is left, would prove nothing
        Assert.InRange(await PredictAsync(project, first), 19, 21);
        Assert.True(File.Exists(project["artifacts/report.html"]));

        (await project.RunAsync()).Ended(0).Says("no change", "0 run, 3 reused", "1 (unchanged)").SaysNot("at work");

        (await project.RunAsync("--set", "inputs.quality=0.6")).Ended(0).Says("verdict: reject", "champion    line version 1", "blue: version 1, 100 % of traffic, healthy");
        (await project.RunAsync("--set", "inputs.quality=0.6", "--fail-on-reject")).Ended(3).Says("is not promoted", "Remedy: leave --fail-on-reject out");

        var better = (await project.RunAsync("--set", "inputs.quality=0.9", "inputs.slope=3")).Ended(0).Says("verdict: promote", "green: version 3, 100 % of traffic, healthy");
        Assert.InRange(await PredictAsync(project, better), 29, 31);

        (await project.RunAsync("Rollback", "--reason", "a customer complained")).Ended(0).Says("champion: version 1 again (was 3)");
        Assert.InRange(await PredictAsync(project, better), 19, 21);
        (await project.RunAsync("--set", "inputs.quality=0.9", "inputs.slope=3")).Ended(0).Says("was rolled back", "champion    line version 1");
    }

    [Fact]
    public async Task A_stopped_endpoint_comes_back_at_Deploy_and_Status_tells_each_state()
    {
        await using var project = new SmallProject();
        (await project.RunAsync("Status")).Ended(0).Says("Nothing has been shipped yet");
        (await project.RunAsync("Stop")).Ended(0).Says("nothing was running.");
        Assert.False(Directory.Exists(project["artifacts"]), "reading must leave nothing behind");

        var shipped = (await project.RunAsync()).Ended(0);
        var address = new Uri(shipped.Curl.Split(' ')[^1]);
        (await project.RunAsync("Status")).Ended(0).Says("rows version 1", "champion    line version 1", $"{address}", "blue: version 1, 100 % of traffic, healthy");

        (await project.RunAsync("Stop")).Ended(0).Says("stopped line-online.");
        await project.NothingRunsAsync();
        (await project.RunAsync("Status")).Ended(0).Says("line-online is stopped");

        (await project.RunAsync("Deploy")).Ended(0);
        Assert.InRange(await PredictAsync(project, (await project.RunAsync("Ship")).Ended(0)), 19, 21);

        (await project.RunAsync("Teardown")).Ended(2).Says("Nothing was removed.", "Remedy: consent with --yes.");
        (await project.RunAsync("Teardown", "--yes")).Ended(0);
        await project.NothingRunsAsync();
        Assert.False(Directory.Exists(project[".relevo/dev"]));
        Assert.NotEqual(0, (await project.ShellAsync(shipped.Curl)).Code);
        (await project.RunAsync("Teardown", "--yes")).Ended(0).Says("nothing is there.");
        (await project.RunAsync()).Ended(0).Says("promote (first)");
    }

    [Fact]
    public async Task Environments_have_nothing_in_common()
    {
        await using var project = new SmallProject();
        (await project.RunAsync("Provision", "RegisterData", "Train", "Gate")).Ended(0).Says("promote (first)");

        (await project.RunAsync("Status", "--environment", "prod")).Ended(0).Says("Nothing has been shipped yet");
        (await project.RunAsync("Provision", "RegisterData", "Train", "Gate", "--environment", "prod")).Ended(0).Says("3 run, 0 reused", "promote (first)");
        Assert.True(File.Exists(project[".relevo/prod/relevo.db"]));
        (await project.RunAsync("Teardown", "--yes", "--environment", "prod")).Ended(0);
        (await project.RunAsync("Status")).Ended(0).Says("champion    line version 1");
    }

    [Fact]
    public async Task Stages_may_run_one_by_one_and_each_names_the_record_that_it_took_up()
    {
        await using var project = new SmallProject();
        foreach (var stage in new[] { "Provision", "RegisterData", "Train", "Gate", "Deploy", "SmokeTest" }) (await project.RunAsync(stage)).Ended(0);

        Assert.True(project.Record("gate").GetProperty("is_promoted").GetBoolean());
        Assert.Contains("train-", project.Record("gate").GetProperty("consumes").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("gate-", project.Record("deploy").GetProperty("consumes").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_tells_what_Ship_would_change_and_touches_nothing()
    {
        await using var project = new SmallProject();

        (await project.RunAsync("Plan", "--detailed-exit-code")).Ended(5).Says("+ workspace", "+ data rows version 1", "Ship would make these changes");
        Assert.False(Directory.Exists(project[".relevo"]));
        Assert.False(Directory.Exists(project["artifacts"]));

        (await project.RunAsync()).Ended(0);
        (await project.RunAsync("Plan", "--detailed-exit-code")).Ended(0).Says("Nothing to change.", "= step train");
        (await project.RunAsync("Plan", "--set", "inputs.slope=3")).Ended(0).Says("= step prep", "~ step train", "slope");
    }

    [Fact]
    public async Task Dry_run_of_the_gate_promotes_nothing()
    {
        await using var project = new SmallProject();
        (await project.RunAsync("Provision", "RegisterData", "Train")).Ended(0);

        (await project.RunAsync("Gate", "--dry-run")).Ended(0).Says("promote (first)");
        (await project.RunAsync("Status")).Ended(0).Says("champion    none");
        (await project.RunAsync("Rollback")).Ended(4).Says("nothing to roll back");
    }

    private static async Task<double> PredictAsync(TestRepository project, Outcome shipped)
    {
        var answer = (await project.ShellAsync(shipped.Curl)).Ended(0);
        return System.Text.Json.JsonSerializer.Deserialize<double[]>(answer.Output)![0]; // the answer is a list of numbers
    }
}
