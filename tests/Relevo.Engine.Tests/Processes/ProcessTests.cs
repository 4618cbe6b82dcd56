using System.Diagnostics;
using Relevo.Engine.SampleBuild;

namespace Relevo.Engine.Tests.Processes;

public sealed class ProcessTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("engine-tests-").FullName;

    public ProcessTests() => Directory.CreateDirectory(Path.Combine(root, ".nuke"));

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("", 0)]
    [InlineData("Status", 0)]
    [InlineData("--help", 0)]
    [InlineData("Fail", 255)]
    [InlineData("FailWithCode", 4)]
    [InlineData("Stauts", 2)]
    [InlineData("Status --rounds many", 2)]
    public async Task The_process_ends_with_the_exit_code_of_the_build(string words, int expected)
    {
        using var process = Start(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        // Windows keeps all 32 bits of -1.
        Assert.Equal(expected == 255 && OperatingSystem.IsWindows() ? -1 : expected, process.ExitCode);
    }

    [Fact]
    public async Task What_is_piped_is_plain_text()
    {
        using var process = Start("Status");
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Contains("3 rounds", output);
        Assert.DoesNotContain('\e', output);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_interruption_aborts_the_running_target_and_runs_the_assured_ones()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with kill.");
        using var process = Start("Afterwards", "CleanUp", "--no-logo");
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line);
            if (line == "waiting")
                await Interrupt(process);
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("cleaned up", lines);
        Assert.DoesNotContain("never", lines);
        Assert.Contains(lines, x => x.StartsWith("Wait               Aborted", StringComparison.Ordinal));
        Assert.Contains(lines, x => x.StartsWith("Afterwards         NotRun", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_second_interruption_ends_the_process_at_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with kill.");
        using var process = Start("WaitOn", "CleanUp", "--no-logo");
        await Reads(process, "waiting");
        await Interrupt(process);
        await Reads(process, "interrupted"); // two signals at once would be one
        await Interrupt(process);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, process.ExitCode);
        Assert.DoesNotContain("cleaned up", await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    private static async Task Reads(Process process, string expected)
    {
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.True(line is not null, $"The process ended without '{expected}'.");
        }
        while (line != expected);
    }

    private static async Task Interrupt(Process process)
    {
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(Build).Assembly.Location, .. arguments])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The tests may themselves run on a build server.
        foreach (var variable in (string[])["GITHUB_ACTIONS", "TF_BUILD"])
            start.Environment.Remove(variable);
        return Process.Start(start)!;
    }
}
