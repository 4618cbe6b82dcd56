using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Relevo.Build.Tests.Support;

namespace Relevo.Build.Tests.BadInput;

public sealed class RunTests
{
    private const string Job = SmallProject.Job;

    [Fact]
    public async Task A_step_without_its_program_says_which()
    {
        await using var project = new SmallProject();
        project.Edit(Job, "command: bash train.sh", "command: no-such-program train.sh");

        var outcome = (await project.RunAsync()).Ended(4).Says("train", "no-such-program").SaysNot("verdict");

        Assert.Equal(1, outcome.Remedies);
        project.Edit(Job, "command: no-such-program train.sh", "command: bash train.sh");
        (await project.RunAsync("Train")).Ended(0).Says("prep         reused");
    }

    [Fact]
    public async Task A_step_that_fails_names_its_log_and_registers_nothing()
    {
        await using var project = new SmallProject();
        project.Edit("src/train.sh", "echo \"train at work\"", "echo 'no such column: x' >&2; exit 7");

        var outcome = (await project.RunAsync()).Ended(4).Says("train", "no such column: x").SaysNot("verdict");

        Assert.Equal(1, outcome.Remedies);
        var log = outcome.Output.Split([' ', '\n', '\'', '"', ','], StringSplitOptions.RemoveEmptyEntries).First(word => word.Contains(".log", StringComparison.Ordinal)).TrimEnd('.', ')');
        Assert.Contains("no such column: x", File.ReadAllText(Path.GetFullPath(log, project.Root)), StringComparison.Ordinal);
        (await project.RunAsync("Status")).Ended(0).Says("challenger  none");
    }

    [Fact]
    public async Task A_model_that_cannot_be_loaded_gets_no_traffic()
    {
        await using var project = new SmallProject();
        (await project.RunAsync()).Ended(0);
        project.Write("src/models/3.zip", "not a model");

        var outcome = (await project.RunAsync("--set", "inputs.slope=3", "inputs.quality=0.9")).Ended(4);

        Assert.Equal(1, outcome.Remedies);
        (await project.RunAsync("Status")).Ended(0).Says("blue: version 1, 100 % of traffic, healthy");
        (await project.RunAsync("Rollback")).Ended(0).Says("champion: version 1 again");
        (await project.RunAsync("SmokeTest")).Ended(0).Says("blue answered 200");
    }

    [Fact]
    public async Task A_sample_request_that_the_model_refuses_ends_the_deployment_before_it_gets_traffic()
    {
        await using var project = new SmallProject();
        project.Write("data/sample-request.json", """{"input_data": {"columns": ["Z"], "data": [["word"]]}}""");

        var outcome = (await project.RunAsync()).Ended(4).Says("smoke test");

        Assert.Equal(1, outcome.Remedies);
    }

    [Fact]
    public async Task A_metric_that_the_evaluation_did_not_log_is_an_error_of_the_gate()
    {
        await using var project = new SmallProject();
        project.Edit("gate.yml", "quality:", "accuracy:");

        (await project.RunAsync()).WithoutTrace().Says("accuracy").SaysNot("promote (first)");
        (await project.RunAsync("Status")).Ended(0).Says("champion    none");
    }

    [Fact]
    public async Task A_taken_port_is_named()
    {
        await using var project = new SmallProject();
        (await project.RunAsync("Provision")).Ended(0);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var outcome = (await project.RunAsync("Serve", "--port", $"{port}")).Says($"{port}");

        Assert.Equal(1, outcome.Remedies);
        Assert.Contains(outcome.Ended(outcome.Code).Code, new[] { 2, 4 });
    }

    [Fact]
    public async Task A_full_disk_is_told_and_the_next_run_with_room_works()
    {
        await using var project = new SmallProject();
        var disk = Directory.CreateDirectory(project["disk"]).FullName;
        project.Edit("relevo.yml", "dev:\n    workspace: local", "dev:\n    workspace: local\n    path: disk/dev");
        Assert.SkipUnless(await MountAsync("-t", "tmpfs", "-o", "size=600k", "tmpfs", disk), "A small disk cannot be mounted here: that takes root and mount.");
        try
        {
            project.Edit("src/prep.sh", "echo \"prep at work\"", "head -c 2000000 /dev/urandom >\"$2.big\"; mkdir -p \"$2\"; mv \"$2.big\" \"$2/big\"");

            var outcome = await project.RunAsync();

            Assert.Equal(4, outcome.WithoutTrace().Code);
            Assert.InRange(outcome.Remedies, 1, 1);
            Assert.Contains("space", outcome.Output, StringComparison.OrdinalIgnoreCase);
            Assert.True(await MountAsync("-o", "remount,size=200m", disk));
            (await project.RunAsync()).Ended(0).Says("promote (first)");
        }
        finally
        {
            await project.RunAsync("Teardown", "--yes");
            await project.ShellAsync($"umount -l '{disk}'");
        }
    }

    private static async Task<bool> MountAsync(params string[] arguments)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root") return false;
        using var mount = Process.Start(new ProcessStartInfo("mount", arguments) { RedirectStandardError = true });
        if (mount is null) return false;
        await mount.WaitForExitAsync(TestContext.Current.CancellationToken);
        return mount.ExitCode == 0;
    }
}
