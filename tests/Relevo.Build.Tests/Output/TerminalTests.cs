using Relevo.Build.Tests.Support;

namespace Relevo.Build.Tests.Output;

public sealed class TerminalTests
{
    private const char Escape = '\e';

    [Fact]
    public async Task Pipes_get_plain_lines()
    {
        await using var project = new SmallProject();

        var outcome = (await project.RunAsync("Provision", "RegisterData", "Train")).Ended(0);

        Assert.DoesNotContain(Escape, outcome.Output);
        Assert.DoesNotContain('\r', outcome.Output);
    }

    [Fact]
    public async Task A_terminal_shows_a_live_tree_and_keeps_the_same_lines()
    {
        await using var project = new SmallProject();
        await RequireScriptAsync(project);

        var live = (await InTerminalAsync(project, "", "Provision RegisterData Train")).Ended(0);
        Assert.Contains($"{Escape}[", live.Output, StringComparison.Ordinal);
        Assert.Matches($@"{Escape}\[\d*[AKJ]", live.Output); // the cursor goes back up, or lines are cleared: the tree is redrawn

        (await project.RunAsync("Teardown", "--yes")).Ended(0);
        var plain = (await InTerminalAsync(project, "NO_COLOR=1", "Provision RegisterData Train")).Ended(0);
        Assert.DoesNotMatch($@"{Escape}\[\d*(;\d+)*m", plain.Output);
        foreach (var lasting in new[] { "rows version 1", "done in", "challenger: ", "line version", "steps: 3 run, 0 reused" })
        {
            Assert.Contains(lasting, WithoutEscapes(live.Output), StringComparison.Ordinal);
            Assert.Contains(lasting, plain.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Ctrl_C_on_a_terminal_ends_steps_and_puts_the_cursor_back()
    {
        await using var project = new SmallProject();
        await RequireScriptAsync(project);
        project.Hold("train");
        Outcome stopped;
        using (var build = BuildProcess.Start(project.Root, project.Mark, [new("TERM", "xterm")], "script", "-qec", Command("Provision RegisterData Train"), "/dev/null"))
        {
            await build.UntilAsync(() => project.IsHeld("train"), "the step started");
            await project.ShellAsync($"kill -INT {TestProcesses.Of(project.Mark).First(p => p.Value.StartsWith("dotnet exec", StringComparison.Ordinal)).Key}");
            stopped = await build.EndAsync();
        }

        stopped.Ended(130).Says("Stopped.");
        await project.NothingRunsAsync();
        var (hidden, shown) = (stopped.Output.LastIndexOf($"{Escape}[?25l", StringComparison.Ordinal), stopped.Output.LastIndexOf($"{Escape}[?25h", StringComparison.Ordinal));
        Assert.True(shown >= hidden, "the cursor stays hidden");
    }

    private static string Command(string arguments) => $"dotnet exec '{Repository.Program}' {arguments}";

    private static async Task RequireScriptAsync(TestRepository project)
    {
        var found = OperatingSystem.IsLinux() && (await project.ShellAsync("script --version")).Code == 0;
        Assert.SkipUnless(found, "There is no 'script' here to make a terminal.");
    }

    private static async Task<Outcome> InTerminalAsync(TestRepository project, string variables, string arguments)
    {
        using var build = BuildProcess.Start(project.Root, project.Mark, [new("TERM", "xterm")], "script", "-qec", $"{variables} {Command(arguments)}".Trim(), "/dev/null");
        return await build.EndAsync();
    }

    private static string WithoutEscapes(string text) => System.Text.RegularExpressions.Regex.Replace(text, $@"{Escape}\[[0-9;?]*[A-Za-z]", "");
}
