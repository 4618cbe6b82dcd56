using Relevo.Core.Workspaces;

namespace Relevo.Local.Tests.Jobs;

public sealed class ReuseTests
{
    private const string Pipeline = """
        type: pipeline
        inputs:
          raw:
            type: uri_folder
            path: data
          rate: 0.1
        jobs:
          prep:
            command: cat ${{inputs.raw}}/* > ${{outputs.o}}/rows; bash ./prep.sh
            code: src
            environment: azureml:env:1
            environment_variables:
              MODE: fast
            inputs:
              raw: ${{parent.inputs.raw}}
            outputs:
              o:
                type: uri_folder
          train:
            command: wc -c ${{inputs.rows}}/rows; echo ${{inputs.rate}} > ${{outputs.o}}/model
            inputs:
              rows: ${{parent.jobs.prep.outputs.o}}
              rate: ${{parent.inputs.rate}}
            outputs:
              o:
                type: uri_folder
        """;

    [Fact]
    public async Task An_unchanged_pipeline_runs_nothing_and_says_so()
    {
        await using var workspace = await NewAsync();
        var (first, _) = await workspace.RunAsync(Pipeline);
        var (second, events) = await workspace.RunAsync(Pipeline);

        Assert.All(first.Steps, step => Assert.Equal("first run of this step", step.Reason));
        Assert.All(second.Steps, step => Assert.True(step.IsReused));
        Assert.Equal($"inputs unchanged since run {first.Steps[0].RunId}", second.Steps[0].Reason);
        Assert.Equal(first.Steps[1].RunId, second.Steps[1].RunId);
        Assert.Equal(first.Steps[1].Outputs, second.Steps[1].Outputs);
        Assert.Equal(JobStatus.Completed, second.Status);
        Assert.Empty(events.OfType<JobEvent.StepStarted>());
    }

    [Theory]
    [InlineData("rate: 0.1", "rate: 0.2", null, "input 'rate' changed from 0.1 to 0.2")]
    [InlineData("MODE: fast", "MODE: slow", "variable 'MODE' changed", null)]
    [InlineData("azureml:env:1", "azureml:env:2", "environment changed", null)]
    [InlineData("bash ./prep.sh", "bash ./prep.sh; true", "the command changed", null)]
    public async Task A_change_is_named_and_runs_what_depends_on_it(string before, string after, string? prep, string? train)
    {
        await using var workspace = await NewAsync();
        await workspace.RunAsync(Pipeline);
        var changed = Pipeline.Replace(before, after, StringComparison.Ordinal);
        var plan = await workspace.Jobs.PlanAsync(workspace.Request(changed), TestContext.Current.CancellationToken);
        var (result, _) = await workspace.RunAsync(changed);

        Assert.Equal(prep is null, result.Steps[0].IsReused);
        if (prep is not null) Assert.Equal(prep, result.Steps[0].Reason);
        // prep writes the same rows again, so train has nothing new, unless it is train that changed.
        Assert.Equal(train is null, result.Steps[1].IsReused);
        if (train is not null) Assert.Equal(train, result.Steps[1].Reason);
        Assert.Equal(prep is not null, plan[0].WillRun);
        Assert.Equal(prep ?? plan[0].Reason, plan[0].Reason);
        Assert.Equal(prep is not null ? "step 'prep' runs, whose output it reads" : train, plan[1].Reason);
    }

    [Fact]
    public async Task An_edited_file_of_the_code_is_named()
    {
        await using var workspace = await NewAsync();
        await workspace.RunAsync(Pipeline);
        workspace.Write("src/prep.sh", "echo changed\n");
        var (result, _) = await workspace.RunAsync(Pipeline);

        Assert.Equal("code changed: prep.sh", result.Steps[0].Reason);
        Assert.True(result.Steps[1].IsReused);
    }

    [Fact]
    public async Task Ignored_files_do_not_count_as_code()
    {
        await using var workspace = await NewAsync();
        workspace.Write("src/.amlignore", "*.tmp\n");
        await workspace.RunAsync(Pipeline);
        workspace.Write("src/x.tmp", "noise");
        var (result, _) = await workspace.RunAsync(Pipeline);

        Assert.All(result.Steps, step => Assert.True(step.IsReused));
    }

    [Fact]
    public async Task Changed_data_runs_every_step_that_reads_it()
    {
        await using var workspace = await NewAsync();
        await workspace.RunAsync(Pipeline);
        workspace.Write("data/raw.csv", "a,b\n1,2\n5,6\n7,8\n");
        var (result, _) = await workspace.RunAsync(Pipeline);

        Assert.Equal("input 'raw' changed", result.Steps[0].Reason);
        Assert.Equal("input 'rows' changed", result.Steps[1].Reason);
        Assert.DoesNotContain(result.Steps, step => step.IsReused);
    }

    [Fact]
    public async Task Force_runs_everything()
    {
        await using var workspace = await NewAsync();
        await workspace.RunAsync(Pipeline);
        var (result, _) = await workspace.RunAsync(workspace.Request(Pipeline, force: true), TestContext.Current.CancellationToken);

        Assert.All(result.Steps, step => Assert.Equal("forced by --force", step.Reason));
    }

    [Fact]
    public async Task Outputs_that_are_gone_or_damaged_are_made_again()
    {
        await using var workspace = await NewAsync();
        var (first, _) = await workspace.RunAsync(Pipeline);
        File.Delete(Path.Combine(first.Steps[1].Outputs["o"].Uri, "model"));
        var (second, _) = await workspace.RunAsync(Pipeline);

        Assert.True(second.Steps[0].IsReused);
        Assert.Equal("outputs are no longer in the store", second.Steps[1].Reason);
        Assert.Equal("0.1\n", File.ReadAllText(Path.Combine(second.Steps[1].Outputs["o"].Uri, "model")));
    }

    [Fact]
    public async Task A_step_that_failed_is_not_reused()
    {
        const string Failing = """
            type: command
            command: exit 1
            """;
        await using var workspace = await NewAsync();
        await workspace.RunAsync(Failing);
        var (result, _) = await workspace.RunAsync(Failing);

        Assert.False(result.Steps[0].IsReused);
        Assert.Equal(JobStatus.Failed, result.Steps[0].Status);
    }

    [Fact]
    public async Task An_output_can_be_the_input_of_another_job_and_keeps_its_identity()
    {
        await using var workspace = await NewAsync();
        var (first, _) = await workspace.RunAsync(Pipeline);
        var job = $$$"""
            type: command
            command: cat ${{inputs.model}}/model
            inputs:
              model:
                type: uri_folder
                path: {{{first.Steps[1].Outputs["o"].Uri}}}
            """;
        var (second, events) = await workspace.RunAsync(job);
        var (third, _) = await workspace.RunAsync(job);

        Assert.Contains(events.OfType<JobEvent.StepOutput>(), line => line.Line == "0.1");
        Assert.False(second.Steps[0].IsReused);
        Assert.True(third.Steps[0].IsReused);
    }

    [Fact]
    public async Task A_plan_of_a_workspace_that_is_not_there_makes_nothing()
    {
        await using var workspace = await NewAsync();
        var elsewhere = new Relevo.Local.Store.WorkspaceFolder(Path.Combine(workspace.Root, "other"));
        var jobs = new Relevo.Local.Jobs.LocalJobs(new()
        {
            Folder = elsewhere, FindDatabase = () => null, Content = () => new(elsewhere, null, TimeProvider.System), Tracking = _ => throw new InvalidOperationException(),
            TrackingAddress = _ => throw new InvalidOperationException(), FindData = (_, _) => throw new InvalidOperationException(),
            FindModel = (_, _) => throw new InvalidOperationException(), MlflowAssembly = "x",
        });
        var plan = await jobs.PlanAsync(workspace.Request(Pipeline), TestContext.Current.CancellationToken);

        Assert.Equal([true, true], plan.Select(step => step.WillRun));
        Assert.Equal("first run of this step", plan[0].Reason);
        Assert.False(Directory.Exists(elsewhere.Root));
        await Assert.ThrowsAsync<Relevo.Core.Errors.RelevoException>(async () =>
        {
            await foreach (var _ in jobs.RunAsync(workspace.Request(Pipeline), TestContext.Current.CancellationToken)) { }
        });
    }

    [Fact]
    public async Task Code_that_a_step_wrote_over_is_restored_before_the_next_one_starts()
    {
        await using var workspace = await NewAsync();
        const string Job = """
            type: command
            command: cat prep.sh; rm prep.sh; echo broken > prep.sh
            code: src
            """;
        await workspace.RunAsync(Job);
        var (_, events) = await workspace.RunAsync(workspace.Request(Job, force: true), TestContext.Current.CancellationToken);

        Assert.Contains(events.OfType<JobEvent.StepOutput>(), line => line.Line == "echo prepared");
    }

    private static async Task<JobsFixture> NewAsync()
    {
        var workspace = await JobsFixture.NewAsync();
        workspace.Write("data/raw.csv", "a,b\n1,2\n3,4\n");
        workspace.Write("src/prep.sh", "echo prepared\n");
        return workspace;
    }
}
