using System.Diagnostics;
using System.Text.Json;
using Relevo.Core.Workspaces;
using Relevo.Local;

namespace Relevo.Conformance;

/// <summary>The embedded workspace does what every workspace must do, and what only processes and files of this machine can show.</summary>
public sealed class LocalWorkspaceTests : WorkspaceConformance
{
    private string EndpointFolder => Path.Combine(Project.Folder, ".relevo", "dev", "endpoints", "line-endpoint");

    protected override IWorkspace Open() => LocalWorkspace.Open(new LocalWorkspaceOptions
    {
        Folder = Path.Combine(Project.Folder, ".relevo", "dev"),
        Project = "conformance",
        Environment = "dev",
        WorkingDirectory = Project.Folder,
    });

    [Fact]
    public async Task The_sample_command_answers_when_it_is_pasted_and_never_shows_the_key()
    {
        if (!File.Exists("/bin/sh") || !File.Exists("/usr/bin/curl")) Assert.Skip("There is no POSIX shell or no curl here.");
        await ProvisionAsync();
        await DeployAsync("blue", await RegisterModelAsync(2));
        await SetTrafficAsync(("blue", 100));
        var request = Project.Write("data/sample-request.json", """{"input_data": {"columns": ["X"], "data": [[10]]}}""");

        var line = await OpenAgain().Endpoints.SampleCommandAsync("line-endpoint", request, Cancel);

        Assert.StartsWith("curl -s -H \"Authorization: Bearer $(cat .relevo/dev/endpoints/line-endpoint/primary.key)\"", line, StringComparison.Ordinal);
        var key = await File.ReadAllTextAsync(Path.Combine(EndpointFolder, "primary.key"), Cancel);
        Assert.DoesNotContain(key, line, StringComparison.Ordinal);
        using var answer = JsonDocument.Parse(await ShellAsync(line));
        Assert.Equal(20, answer.RootElement[0].GetDouble(), 1.0);
    }

    [Fact]
    public async Task Keys_are_readable_by_their_owner_alone_and_are_in_no_log()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Modes of Unix.");
            return;
        }
        await ProvisionAsync();
        await DeployAsync("blue", await RegisterModelAsync(2));
        await SetTrafficAsync(("blue", 100));
        await PredictAsync("blue");

        foreach (var file in (string[])["primary.key", "keys.json"])
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(EndpointFolder, file)));
        var key = await File.ReadAllTextAsync(Path.Combine(EndpointFolder, "primary.key"), Cancel);
        Assert.True(key.Length >= 43, "32 bytes take 43 characters at least.");
        foreach (var log in Directory.EnumerateFiles(Path.Combine(EndpointFolder, "logs")))
            Assert.DoesNotContain(key, await File.ReadAllTextAsync(log, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_endpoint_is_seen_as_stopped_and_comes_back()
    {
        await ProvisionAsync();
        await DeployAsync("blue", await RegisterModelAsync(2));
        await SetTrafficAsync(("blue", 100));
        using var running = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(EndpointFolder, "running.json"), Cancel));
        using var process = Process.GetProcessById(running.RootElement.GetProperty("process_id").GetInt32());
        process.Kill();
        await process.WaitForExitAsync(Cancel);

        Assert.False((await Workspace.Endpoints.FindAsync("line-endpoint", Cancel))?.IsRunning);
        Assert.Single(await Workspace.Endpoints.StartAsync(Cancel));
        Assert.Equal(20, await PredictAsync(null), 1.0);
    }

    [Fact]
    public async Task A_rollback_starts_an_endpoint_that_was_stopped()
    {
        await ProvisionAsync();
        var model = await RegisterModelAsync(2);
        await DeployAsync("blue", model);
        await DeployAsync("green", model);
        await SetTrafficAsync(("green", 100));
        await Workspace.Endpoints.StopAsync(Cancel);

        await SetTrafficAsync(("blue", 100));

        Assert.Equal("blue", (await Workspace.Endpoints.FindAsync("line-endpoint", Cancel))?.Live?.Name);
        Assert.Equal(20, await PredictAsync(null), 1.0);
    }

    [Fact]
    public async Task A_damaged_deployment_says_why_in_its_fault()
    {
        await ProvisionAsync();
        var (result, _) = await RunAsync("""
            type: command
            outputs: { trained_model: { type: custom_model } }
            environment: azureml:any@latest
            command: echo notes > ${{outputs.trained_model}}/README.txt
            """);
        var version = await Workspace.Models.RegisterAsync(Registration(result), Cancel);

        var fault = await RefusedAsync(() => DeployAsync("blue", version));

        Assert.Contains("no model that can be served", fault.Message, StringComparison.Ordinal);
        Assert.Empty((await Workspace.Endpoints.FindAsync("line-endpoint", Cancel))?.Deployments ?? []);
    }

    private async Task<string> ShellAsync(string line)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", line]) { WorkingDirectory = Project.Folder, RedirectStandardOutput = true };
        using var shell = Process.Start(start) ?? throw new InvalidOperationException("/bin/sh did not start.");
        var output = await shell.StandardOutput.ReadToEndAsync(Cancel);
        await shell.WaitForExitAsync(Cancel);
        return output;
    }
}
