using System.Diagnostics;
using System.Globalization;
using Relevo.Core.Workspaces;
using Relevo.Mlflow;

namespace Relevo.Local.Tests.Jobs;

public sealed class KillTests
{
    private const string RunnerVariable = "RELEVO_TEST_RUNNER_ROOT";

    // A step whose children ignore the signal, leave the group, and start more.
    private const string Stubborn = """
        type: pipeline
        jobs:
          quick:
            command: echo done > ${{outputs.o}}/x
            outputs:
              o:
                type: uri_folder
          slow:
            command: "cat ${{inputs.i}}/x; echo half > ${{outputs.o}}/half; (trap '' TERM; sleep 987) & setsid sh -c 'trap \"\" TERM; sleep 988' & test -e GO && exit 0; touch READY; trap '' TERM; wait; sleep 989"
            inputs:
              i: ${{parent.jobs.quick.outputs.o}}
            outputs:
              o:
                type: uri_folder
        """;

    [Fact]
    public async Task Cancelling_ends_every_process_of_the_job_before_the_enumeration_ends()
    {
        await using var workspace = await JobsFixture.NewAsync();
        using var stop = new CancellationTokenSource();
        var events = new List<JobEvent>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var jobEvent in workspace.Jobs.RunAsync(workspace.Request(At(Stubborn, workspace.Root)), stop.Token))
            {
                events.Add(jobEvent);
                if (jobEvent is JobEvent.StepOutput { Step: "slow" }) await CancelWhenReadyAsync(workspace.Root, stop);
            }
        });

        var result = Assert.IsType<JobEvent.Completed>(events[^1]).Result;
        Assert.Equal(JobStatus.Canceled, result.Status);
        Assert.Equal(JobStatus.Canceled, result.Steps[1].Status);
        Assert.Empty(ProcessProbe.Of(result.RunId));
        Assert.Equal(RunStatus.Killed, workspace.Tracking.GetRun(result.RunId).Info.Status);
        Assert.Equal(RunStatus.Killed, workspace.Tracking.GetRun(result.Steps[1].RunId).Info.Status);
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(workspace.Folder.Runs, result.RunId)));
    }

    [Fact]
    public async Task A_reader_that_stops_reading_stops_the_job()
    {
        await using var workspace = await JobsFixture.NewAsync();
        var runId = "";
        await foreach (var jobEvent in workspace.Jobs.RunAsync(workspace.Request(At(Stubborn, workspace.Root)), TestContext.Current.CancellationToken))
        {
            if (jobEvent is JobEvent.Started started) runId = started.RunId;
            if (jobEvent is JobEvent.StepOutput { Step: "slow" }) break;
        }

        Assert.Empty(ProcessProbe.Of(runId));
        Assert.Equal(RunStatus.Killed, workspace.Tracking.GetRun(runId).Info.Status);
    }

    [Fact]
    public async Task A_killed_runner_leaves_no_process_and_the_next_run_goes_on_where_it_was()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks for processes in /proc.");
        await using var workspace = await JobsFixture.NewAsync();
        workspace.Write("job.yml", At(Stubborn, workspace.Root));
        using var runner = StartRunner(workspace.Root);
        await WaitForAsync(Path.Combine(workspace.Root, "READY"));
        var runId = Path.GetFileName(Directory.EnumerateDirectories(workspace.Folder.Runs).Single());
        Assert.NotEmpty(ProcessProbe.Of(runId));
        runner.Kill();
        await runner.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(await ProcessProbe.IsGoneAsync(runId, TestContext.Current.CancellationToken));
        workspace.Write("GO", "");
        var (result, _) = await workspace.RunAsync(At(Stubborn, workspace.Root));

        Assert.Equal(JobStatus.Completed, result.Status);
        Assert.True(result.Steps[0].IsReused);
        Assert.False(result.Steps[1].IsReused);
        Assert.Equal(RunStatus.Killed, workspace.Tracking.GetRun(runId).Info.Status);
        var dead = workspace.Tracking.SearchRuns([workspace.Tracking.FindExperiment("test")!.ExperimentId], "attributes.status = 'RUNNING'", null, ViewType.ActiveOnly, null, null);
        Assert.Empty(dead.Items);
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(workspace.Folder.Runs, runId)));
    }

    [Fact]
    public async Task What_is_left_when_runner_and_watchdog_are_both_killed_is_ended_by_the_next_run()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Looks for processes in /proc.");
        await using var workspace = await JobsFixture.NewAsync();
        workspace.Write("job.yml", At(Stubborn, workspace.Root));
        using var runner = StartRunner(workspace.Root);
        await WaitForAsync(Path.Combine(workspace.Root, "READY"));
        var runId = Path.GetFileName(Directory.EnumerateDirectories(workspace.Folder.Runs).Single());
        foreach (var watchdog in Watchdogs(runId))
        {
            using var process = Process.GetProcessById(watchdog);
            process.Kill();
        }
        runner.Kill();
        await runner.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.NotEmpty(ProcessProbe.Of(runId));

        await workspace.RunAsync("type: command\ncommand: 'true'\n");

        Assert.True(await ProcessProbe.IsGoneAsync(runId, TestContext.Current.CancellationToken));
        Assert.Equal(RunStatus.Killed, workspace.Tracking.GetRun(runId).Info.Status);
    }

    // The test program is its own second process: started so, it is a runner and nothing else.
    [Fact(Explicit = true)]
    public async Task Runner()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(RunnerVariable) is { Length: > 0 }, "Runs only as the second process of another test.");
        await RunJobAsync(Environment.GetEnvironmentVariable(RunnerVariable)!);
    }

    private static async Task RunJobAsync(string root)
    {
        await using var workspace = await JobsFixture.OpenAsync(root, isTemporary: false);
        await workspace.RunAsync(workspace.Request(await File.ReadAllTextAsync(Path.Combine(root, "job.yml"))));
    }

    private static Process StartRunner(string root)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["exec", typeof(KillTests).Assembly.Location, "-explicit", "only", "-method", $"{typeof(KillTests).FullName}.{nameof(Runner)}"])
            start.ArgumentList.Add(argument);
        start.Environment[RunnerVariable] = root;
        return Process.Start(start)!;
    }

    private static string At(string yaml, string root) =>
        yaml.Replace("test -e GO", $"test -e {root}/GO", StringComparison.Ordinal).Replace("touch READY", $"touch {root}/READY", StringComparison.Ordinal);

    private static async Task CancelWhenReadyAsync(string root, CancellationTokenSource stop)
    {
        await WaitForAsync(Path.Combine(root, "READY"));
        await stop.CancelAsync();
    }

    private static async Task WaitForAsync(string file)
    {
        for (var round = 0; round < 600 && !File.Exists(file); round++)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.True(File.Exists(file));
    }

    private static List<int> Watchdogs(string runId) =>
        [.. Directory.EnumerateDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && File.Exists($"/proc/{id}/cmdline") && IsWatchdog(id, runId))];

    private static bool IsWatchdog(int id, string runId)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{id}/cmdline");
            return line.Contains("relevo-watchdog", StringComparison.Ordinal) && line.Contains(runId, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
