using Relevo.Core.Workspaces;

namespace Relevo.Conformance;

public abstract partial class WorkspaceConformance
{
    private const string TwoSteps = """
        type: pipeline
        inputs:
          word: relay
        outputs:
          loud: { type: uri_folder }
        jobs:
          shout:
            type: command
            inputs: { quiet: '${{parent.jobs.write.outputs.text}}' }
            outputs: { loud: '${{parent.outputs.loud}}' }
            environment: azureml:any@latest
            command: tr a-z A-Z < ${{inputs.quiet}}/word.txt > ${{outputs.loud}}/word.txt
          write:
            type: command
            inputs: { word: '${{parent.inputs.word}}' }
            outputs: { text: { type: uri_folder } }
            environment: azureml:any@latest
            command: echo ${{inputs.word}} > ${{outputs.text}}/word.txt && echo written
        """;

    [Fact]
    public async Task A_pipeline_runs_its_steps_in_the_order_of_their_data()
    {
        await ProvisionAsync();

        var (result, events) = await RunAsync(TwoSteps);

        Assert.Equal(JobStatus.Completed, result.Status);
        Assert.Equal(["write", "shout"], result.Steps.Select(step => step.Step));
        Assert.Equal("RELAY\n", await File.ReadAllTextAsync(Path.Combine(result.Outputs["loud"].Uri, "word.txt"), Cancel));
        Assert.Contains(events, e => e is JobEvent.StepOutput { Step: "write", Line: "written", IsError: false });
        Assert.Equal(["write", "shout"], events.OfType<JobEvent.StepCompleted>().Select(e => e.Result.Step));
    }

    [Fact]
    public async Task An_unchanged_step_is_used_again_and_a_changed_one_says_why_it_runs()
    {
        await ProvisionAsync();
        var (first, _) = await RunAsync(TwoSteps);

        var (again, _) = await RunAsync(TwoSteps);
        var (changed, events) = await RunAsync(TwoSteps.Replace("word: relay", "word: baton", StringComparison.Ordinal));
        var (forced, _) = await RunAsync(TwoSteps, force: true);

        Assert.All(again.Steps, step => Assert.True(step.IsReused, step.Reason));
        Assert.Equal(first.Outputs["loud"].Digest, again.Outputs["loud"].Digest);
        Assert.Equal(first.Steps.Select(step => step.RunId), again.Steps.Select(step => step.RunId));
        Assert.All(changed.Steps, step => Assert.False(step.IsReused));
        Assert.Contains("word", events.OfType<JobEvent.StepStarted>().First(e => e.Step == "write").Reason, StringComparison.Ordinal);
        Assert.All(forced.Steps, step => Assert.False(step.IsReused));
    }

    [Fact]
    public async Task The_plan_of_a_job_tells_what_would_run()
    {
        await ProvisionAsync();
        var request = new JobRequest { Job = Project.Job(TwoSteps), DefaultExperiment = "conformance" };
        Assert.All(await Workspace.Jobs.PlanAsync(request, Cancel), plan => Assert.True(plan.WillRun));
        await RunAsync(TwoSteps);

        Assert.All(await Workspace.Jobs.PlanAsync(request, Cancel), plan => Assert.False(plan.WillRun, plan.Reason));
    }

    [Fact]
    public async Task A_failed_step_is_an_outcome_and_what_needs_it_never_starts()
    {
        await ProvisionAsync();

        var (result, _) = await RunAsync(TwoSteps.Replace("echo written", "exit 7", StringComparison.Ordinal));

        Assert.Equal(JobStatus.Failed, result.Status);
        var steps = result.Steps.ToDictionary(step => step.Step);
        Assert.Equal((JobStatus.Failed, 7), (steps["write"].Status, steps["write"].ExitCode));
        Assert.Equal(JobStatus.NotStarted, steps["shout"].Status);
        var run = await Workspace.Tracking.FindAsync(result.RunId, Cancel);
        Assert.Equal("FAILED", run?.Status);
    }

    [Fact]
    public async Task Cancelling_a_job_ends_its_processes()
    {
        await ProvisionAsync();
        var pidFile = Path.Combine(Project.Folder, "pid");
        var request = new JobRequest
        {
            Job = Project.Job($"type: command\nenvironment: azureml:any@latest\ncommand: echo $$ > {pidFile} && echo ready && sleep 600\n"),
            DefaultExperiment = "conformance",
        };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var e in Workspace.Jobs.RunAsync(request, stop.Token))
            {
                if (e is JobEvent.StepOutput { Line: "ready" }) await stop.CancelAsync();
            }
            stop.Token.ThrowIfCancellationRequested(); // A workspace may also end the enumeration with a cancelled job.
        });

        Assert.False(Directory.Exists($"/proc/{(await File.ReadAllTextAsync(pidFile, Cancel)).Trim()}"));
    }

    [Fact]
    public async Task A_job_reads_registered_data_and_says_which_version()
    {
        await ProvisionAsync();
        await RegisterTextAsync("taxi", "cost\n1\n");
        var latest = (await RegisterTextAsync("taxi", "cost\n2\n")).Version;

        var (result, events) = await RunAsync("""
            type: command
            inputs:
              taxi: { type: uri_file, path: 'azureml:taxi@latest' }
            environment: azureml:any@latest
            command: tail -n 1 ${{inputs.taxi}}
            """);

        Assert.Contains(events, e => e is JobEvent.StepOutput { Line: "2" });
        Assert.Equal([latest], result.Data);
    }

    [Fact]
    public async Task Unknown_data_is_refused_before_anything_runs()
    {
        await ProvisionAsync();

        var fault = await RefusedAsync(() => RunAsync("""
            type: command
            inputs:
              taxi: { type: uri_file, path: 'azureml:nowhere:4' }
            environment: azureml:any@latest
            command: cat ${{inputs.taxi}}
            """));

        Assert.Contains("nowhere", fault.Message, StringComparison.Ordinal);
        Assert.Empty(await Workspace.Tracking.ListAsync("conformance", 10, Cancel));
    }

    [Fact]
    public async Task A_job_is_a_run_of_its_experiment_with_the_tags_of_its_request()
    {
        await ProvisionAsync();
        var request = new JobRequest
        {
            Job = Project.Job(TwoSteps),
            DefaultExperiment = "conformance",
            Tags = new Dictionary<string, string> { ["mlflow.source.git.commit"] = "0123abc" },
        };

        var events = await Workspace.Jobs.RunAsync(request, Cancel).ToListAsync(Cancel);

        var result = Assert.IsType<JobEvent.Completed>(events[^1]).Result;
        var run = await OpenAgain().Tracking.FindAsync(result.RunId, Cancel);
        Assert.NotNull(run);
        Assert.Equal(("FINISHED", "0123abc"), (run.Status, run.Tags["mlflow.source.git.commit"]));
        Assert.NotNull(run.EndedAt);
        Assert.Contains(await Workspace.Tracking.ListAsync(result.Experiment, 10, Cancel), r => r.RunId == result.RunId);
        var step = await Workspace.Tracking.FindAsync(result.Steps[0].RunId ?? "", Cancel);
        Assert.Equal(result.RunId, step?.Tags["mlflow.parentRunId"]);
    }

    [Fact]
    public async Task Tags_of_a_run_can_be_set_later()
    {
        await ProvisionAsync();
        var (result, _) = await RunAsync(TwoSteps);

        await Workspace.Tracking.SetTagsAsync(result.RunId, new Dictionary<string, string> { ["verdict"] = "tie", ["note"] = "Ünïcode" }, Cancel);
        await Workspace.Tracking.SetTagsAsync(result.RunId, new Dictionary<string, string> { ["verdict"] = "promote" }, Cancel);

        var run = await Workspace.Tracking.FindAsync(result.RunId, Cancel);
        Assert.Equal(("promote", "Ünïcode"), (run?.Tags["verdict"], run?.Tags["note"]));
    }
}
