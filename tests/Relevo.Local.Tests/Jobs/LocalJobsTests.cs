using Relevo.Core.Errors;
using Relevo.Core.Workspaces;
using Relevo.Mlflow;

namespace Relevo.Local.Tests.Jobs;

public sealed class LocalJobsTests
{
    private const string Pipeline = """
        $schema: https://azuremlschemas.azureedge.net/latest/pipelineJob.schema.json
        type: pipeline
        experiment_name: taxi
        inputs:
          raw:
            type: uri_file
            path: data/raw.csv
          rate: 0.1
        outputs:
          model:
            type: uri_folder
        jobs:
          prep:
            command: head -n 2 ${{inputs.raw}} > ${{outputs.rows}}; cat helper.txt; echo warn >&2
            code: src
            inputs:
              raw: ${{parent.inputs.raw}}
            outputs:
              rows:
                type: uri_file
          train:
            command: mkdir -p ${{outputs.model}}/sub && wc -l < ${{inputs.rows}} > ${{outputs.model}}/sub/lines && echo rate=${{inputs.rate}} $[[extra=${{inputs.extra}}]]
            inputs:
              rows: ${{parent.jobs.prep.outputs.rows}}
              rate: ${{parent.inputs.rate}}
            outputs:
              model: ${{parent.outputs.model}}
        """;

    [Fact]
    public async Task A_pipeline_hands_outputs_from_step_to_step_and_keeps_them_in_the_store()
    {
        await using var workspace = await NewAsync();
        var (result, events) = await workspace.RunAsync(Pipeline.Replace(" $[[extra=${{inputs.extra}}]]", "", StringComparison.Ordinal));

        Assert.Equal(JobStatus.Completed, result.Status);
        Assert.Equal(["prep", "train"], result.Steps.Select(step => step.Step));
        Assert.Equal("taxi", result.Experiment);
        Assert.Equal("2", File.ReadAllText(Path.Combine(result.Outputs["model"].Uri, "sub", "lines")).Trim());
        Assert.StartsWith(workspace.Folder.Store, result.Outputs["model"].Uri, StringComparison.Ordinal);
        Assert.True(await workspace.Content.VerifyAsync(result.Outputs["model"].Digest!, TestContext.Current.CancellationToken));
        var started = Assert.IsType<JobEvent.Started>(events[0]);
        Assert.Equal(["prep"], started.Steps[1].DependsOn);
        var lines = events.OfType<JobEvent.StepOutput>().ToList();
        Assert.Contains(lines, line => line is { Step: "prep", Line: "help", IsError: false });
        Assert.Contains(lines, line => line is { Step: "prep", Line: "warn", IsError: true });
        Assert.Contains(lines, line => line is { Step: "train", Line: "rate=0.1" });
        var log = File.ReadAllText(result.Steps[0].LogFile!);
        Assert.Contains("# command: head", log, StringComparison.Ordinal);
        Assert.Contains("help\n", log, StringComparison.Ordinal);
        Assert.Equal(["prep.log", "train.log"], Directory.EnumerateFileSystemEntries(Path.Combine(workspace.Folder.Runs, result.RunId)).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Each_step_is_a_child_run_of_the_jobs_run()
    {
        await using var workspace = await NewAsync();
        var (result, _) = await workspace.RunAsync(Pipeline.Replace(" $[[extra=${{inputs.extra}}]]", "", StringComparison.Ordinal));

        var parent = workspace.Tracking.GetRun(result.RunId);
        var child = workspace.Tracking.GetRun(result.Steps[1].RunId);
        Assert.Equal(RunStatus.Finished, parent.Info.Status);
        Assert.Equal(RunStatus.Finished, child.Info.Status);
        Assert.Equal("train", child.Info.RunName);
        Assert.Contains(new Tag("mlflow.parentRunId", result.RunId), child.Data.Tags);
        Assert.Contains(new Tag("mlflow.source.git.commit", "abc"), child.Data.Tags);
        Assert.Contains(new Tag("relevo.step.train", result.Steps[1].RunId!), parent.Data.Tags);
        Assert.Contains(new Tag("mlflow.source.git.commit", "abc"), parent.Data.Tags);
    }

    [Fact]
    public async Task A_step_gets_the_variables_that_mlflow_and_azure_ml_promise_and_no_foreign_credentials()
    {
        Environment.SetEnvironmentVariable("MLFLOW_TRACKING_PASSWORD", "hidden");
        await using var workspace = await NewAsync();
        var (result, events) = await workspace.RunAsync("""
            type: command
            name: env
            command: env
            environment_variables:
              GREETING: hello ${{inputs.who}}
            inputs:
              who: world
            """);
        Environment.SetEnvironmentVariable("MLFLOW_TRACKING_PASSWORD", null);

        var lines = events.OfType<JobEvent.StepOutput>().Select(line => line.Line).ToList();
        Assert.Contains("GREETING=hello world", lines);
        Assert.Contains("MLFLOW_TRACKING_URI=http://127.0.0.1:5999", lines);
        Assert.Contains($"MLFLOW_RUN_ID={result.Steps[0].RunId}", lines);
        Assert.Contains("MLFLOW_EXPERIMENT_NAME=test", lines);
        Assert.Contains($"AZUREML_ROOT_RUN_ID={result.RunId}", lines);
        Assert.Contains("AZURE_ML_INPUT_who=world", lines);
        Assert.DoesNotContain(lines, line => line.Contains("hidden", StringComparison.Ordinal));
        Assert.Equal("env", result.Steps[0].Step);
    }

    [Fact]
    public async Task A_failed_step_is_an_outcome_and_what_depends_on_it_does_not_start()
    {
        await using var workspace = await NewAsync();
        var (result, _) = await workspace.RunAsync("""
            type: pipeline
            jobs:
              bad:
                command: echo half > ${{outputs.o}}/half; exit 3
                outputs:
                  o:
                    type: uri_folder
              after:
                command: cat ${{inputs.i}}/half
                inputs:
                  i: ${{parent.jobs.bad.outputs.o}}
            """);

        Assert.Equal(JobStatus.Failed, result.Status);
        Assert.Equal(JobStatus.Failed, result.Steps[0].Status);
        Assert.Equal(3, result.Steps[0].ExitCode);
        Assert.Equal("its process ended with code 3", result.Steps[0].Reason);
        Assert.Equal(JobStatus.NotStarted, result.Steps[1].Status);
        Assert.Equal("step 'bad' failed", result.Steps[1].Reason);
        Assert.Equal(RunStatus.Failed, workspace.Tracking.GetRun(result.RunId).Info.Status);
        Assert.Empty(Directory.EnumerateDirectories(workspace.Folder.Store));
    }

    [Theory]
    [InlineData(true, JobStatus.Completed)]
    [InlineData(false, JobStatus.NotStarted)]
    public async Task Independent_steps_go_on_only_where_the_pipeline_says_so(bool goesOn, JobStatus expected)
    {
        await using var workspace = await NewAsync();
        workspace.MaxInstances = _ => 1;
        var (result, _) = await workspace.RunAsync("""
            type: pipeline
            settings:
              continue_on_step_failure: GOES_ON
            jobs:
              bad:
                command: exit 1
              middle:
                command: echo ok > ${{outputs.o}}/x
                outputs:
                  o:
                    type: uri_folder
              other:
                command: cat ${{inputs.i}}/x
                inputs:
                  i: ${{parent.jobs.middle.outputs.o}}
            """.Replace("GOES_ON", goesOn ? "true" : "false", StringComparison.Ordinal));

        Assert.Equal(JobStatus.Failed, result.Status);
        Assert.Equal(expected, result.Steps.Single(step => step.Step == "other").Status);
    }

    [Fact]
    public async Task A_missing_command_is_named_with_the_place_to_change()
    {
        await using var workspace = await NewAsync();
        var (result, _) = await workspace.RunAsync("""
            type: command
            command: cd . && no-such-program --x 1
            """);

        Assert.Equal(127, result.Steps[0].ExitCode);
        Assert.Contains("a command was not found: 'no-such-program'", result.Steps[0].Reason, StringComparison.Ordinal);
        Assert.Contains("pipeline.yml:1:1", result.Steps[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_file_that_was_not_written_fails_the_step()
    {
        await using var workspace = await NewAsync();
        var (result, _) = await workspace.RunAsync("""
            type: command
            command: echo ${{outputs.o}}
            outputs:
              o:
                type: uri_file
            """);

        Assert.Equal(JobStatus.Failed, result.Steps[0].Status);
        Assert.Contains("did not write the file of its output 'o'", result.Steps[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_below_a_folder_with_blanks_and_quotes_works()
    {
        await using var workspace = await JobsFixture.NewAsync(" it's \"my\" $dir");
        var (result, _) = await workspace.RunAsync("""
            type: command
            command: echo a > ${{outputs.o}}/x; cat "${{outputs.o}}/x" '${{outputs.o}}/x'; sh -c 'test -d "${{outputs.o}}"' || true
            outputs:
              o:
                type: uri_folder
            """);

        Assert.Equal(JobStatus.Completed, result.Status);
        Assert.Equal("a\n", File.ReadAllText(Path.Combine(result.Outputs["o"].Uri, "x")));
    }

    [Fact]
    public async Task A_registered_data_asset_is_found_and_reported()
    {
        await using var workspace = await NewAsync();
        var tree = await workspace.Content.AddAsync(Path.Combine(workspace.Root, "data", "raw.csv"), null, TestContext.Current.CancellationToken);
        var version = new DataVersion
        {
            Name = "taxi", Version = "3", Type = "uri_file", Digest = tree.Digest, SizeBytes = tree.SizeBytes, FileCount = 1,
            RegisteredAt = DateTimeOffset.UnixEpoch, Source = "data/raw.csv",
        };
        workspace.Data["taxi"] = (version, workspace.Content.FilePathOf(tree.Digest));
        var (result, events) = await workspace.RunAsync("""
            type: command
            command: head -n 1 ${{inputs.raw}}
            inputs:
              raw:
                type: uri_file
                path: azureml:taxi@latest
            """);

        Assert.Equal([version], result.Data);
        Assert.Contains(events.OfType<JobEvent.StepOutput>(), line => line.Line == "a,b");
    }

    [Theory]
    [InlineData("azureml:nothing:1", "data asset 'azureml:nothing:1' is not registered")]
    [InlineData("missing.csv", "does not exist")]
    [InlineData("https://example.org/x.csv", "a local workspace cannot read")]
    public async Task An_input_that_cannot_be_read_stops_the_job_before_it_begins(string path, string expected)
    {
        await using var workspace = await NewAsync();
        var fault = await Assert.ThrowsAsync<RelevoException>(() => workspace.RunAsync($$$"""
            type: command
            command: cat ${{inputs.raw}}
            inputs:
              raw:
                type: uri_file
                path: {{{path}}}
            """));

        Assert.Contains(expected, fault.Problem, StringComparison.Ordinal);
        Assert.Contains("pipeline.yml:", fault.Problem, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(workspace.Folder.Runs));
    }

    [Fact]
    public async Task A_kind_that_cannot_run_here_is_refused_with_its_place()
    {
        await using var workspace = await NewAsync();
        var fault = await Assert.ThrowsAsync<RelevoException>(() => workspace.RunAsync("""
            type: pipeline
            jobs:
              tune:
                type: sweep
                trial:
                  command: echo
                sampling_algorithm: random
                objective:
                  goal: minimize
                  primary_metric: loss
                search_space:
                  lr:
                    type: uniform
                    min_value: 0.1
                    max_value: 1
            """));

        Assert.Contains("'tune' is of the kind 'sweep'", fault.Problem, StringComparison.Ordinal);
        Assert.Contains("pipeline.yml:", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_that_runs_longer_than_its_time_out_fails()
    {
        await using var workspace = await NewAsync();
        var (result, _) = await workspace.RunAsync("""
            type: command
            command: sleep 600
            limits:
              timeout: 1
            """);

        Assert.Equal(JobStatus.Failed, result.Steps[0].Status);
        Assert.Contains("longer than its time-out", result.Steps[0].Reason, StringComparison.Ordinal);
        Assert.Equal(RunStatus.Failed, workspace.Tracking.GetRun(result.Steps[0].RunId).Info.Status);
    }

    [Fact]
    public async Task Odd_output_reaches_the_reader_clean_and_the_log_whole()
    {
        await using var workspace = await NewAsync();
        var (result, events) = await workspace.RunAsync("""
            type: command
            command: "printf 'bad \\377 byte\\n'; printf '\\033[31mred\\033[0m\\n'; printf '10%%\\r99%%\\r\\n'; head -c 300000 /dev/zero | tr '\\0' x; printf '\\nlast'"
            """);

        Assert.Equal(JobStatus.Completed, result.Status);
        var lines = events.OfType<JobEvent.StepOutput>().Select(line => line.Line).ToList();
        Assert.Equal("bad \uFFFD byte", lines[0]);
        Assert.Equal("red", lines[1]);
        Assert.Equal("99%", lines[2]);
        Assert.EndsWith("(cut; the log file has the whole line)", lines[3], StringComparison.Ordinal);
        Assert.True(lines[3].Length < 5000);
        Assert.Equal("last", lines[4]);
        Assert.Equal(5, lines.Count);
        Assert.Equal(300000, File.ReadAllText(result.Steps[0].LogFile!).Split("\n\n", 2)[1].Count(character => character == 'x'));
    }

    [Fact]
    public async Task A_step_that_leaves_a_background_process_with_its_output_open_still_ends()
    {
        await using var workspace = await NewAsync();
        var (result, _) = await workspace.RunAsync("""
            type: command
            command: sleep 555 & echo started
            """);

        Assert.Equal(JobStatus.Completed, result.Status);
        Assert.Empty(ProcessProbe.Of(result.RunId));
    }

    [Fact]
    public async Task An_output_that_cannot_be_kept_fails_the_step_with_the_reason()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Makes a named pipe.");
        await using var workspace = await NewAsync();
        var (result, _) = await workspace.RunAsync("""
            type: command
            command: mkfifo ${{outputs.o}}/pipe
            outputs:
              o:
                type: uri_folder
            """);

        Assert.Equal(JobStatus.Failed, result.Status);
        Assert.Contains("its output 'o' cannot be kept", result.Steps[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_at_the_same_time_in_one_workspace_do_not_disturb_each_other()
    {
        await using var workspace = await NewAsync();
        var request = workspace.Request(Pipeline.Replace(" $[[extra=${{inputs.extra}}]]", "", StringComparison.Ordinal), force: true);
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => workspace.RunAsync(request, TestContext.Current.CancellationToken))));

        Assert.All(results, result => Assert.Equal(JobStatus.Completed, result.Result.Status));
        Assert.Single(results.Select(result => result.Result.Outputs["model"]).Distinct());
    }

    [Fact]
    public async Task Files_that_a_component_includes_lie_beside_its_code()
    {
        await using var workspace = await NewAsync();
        workspace.Write("shared/lib/util.txt", "util\n");
        workspace.Write("component.yml", """
            $schema: https://azuremlschemas.azureedge.net/latest/commandComponent.schema.json
            type: command
            name: c
            version: 1
            command: cat helper.txt lib/util.txt $[[extra-${{inputs.extra}}]]
            code: src
            additional_includes:
            - shared/lib
            environment: azureml:env:1
            inputs:
              extra:
                type: string
                optional: true
            """);
        var (result, events) = await workspace.RunAsync("""
            type: pipeline
            jobs:
              one:
                type: command
                component: component.yml
            """);

        Assert.Equal(JobStatus.Completed, result.Status);
        Assert.Equal(["help", "util"], events.OfType<JobEvent.StepOutput>().Select(line => line.Line));
    }

    private static async Task<JobsFixture> NewAsync()
    {
        var workspace = await JobsFixture.NewAsync();
        workspace.Write("data/raw.csv", "a,b\n1,2\n3,4\n");
        workspace.Write("src/helper.txt", "help\n");
        return workspace;
    }
}
