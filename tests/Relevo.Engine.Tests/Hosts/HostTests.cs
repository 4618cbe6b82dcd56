using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Relevo.Engine.Tests.Calls;

namespace Relevo.Engine.Tests.Hosts;

public sealed class HostTests : IDisposable
{
    private readonly Call call = new();

    public void Dispose() => call.Dispose();

    [Fact]
    public void A_terminal_shows_headings_the_table_and_the_outcome()
        => Assert.Equal(
            """

            ╬════════════
            ║ Prepare
            ╬═══

            preparing

            ╬══════════
            ║ Train
            ╬══

            The data are gone.
            Remedy: fetch them.

            ═══════════════════════════════════════
            Target             Status      Duration
            ───────────────────────────────────────
            Optional           Skipped                // OnlyWhen: IsServerBuild
            Prepare            Succeeded     < 1sec   // Rows: 42, Version: 7
            Train              Failed        < 1sec   // InvalidOperationException: The data are gone.
            Deploy             NotRun              
            Ship               NotRun              
            ───────────────────────────────────────
            Total                            < 1sec
            ═══════════════════════════════════════

            Build failed on 01/02/2026 03:04:05. (╯°□°）╯︵ ┻━┻

            """,
            call.Run<Talkative>("Ship", "--no-logo").Output);

    [Fact]
    public void GitHub_Actions_is_recognised_and_told_of_groups_errors_and_secrets()
        => Assert.Equal(
            """
            ::add-mask::hunter2hunter2
            ::group::Prepare
            preparing
            ::endgroup::Prepare
            ::group::Train
            ::error::The data are gone.%0ARemedy: fetch them.
            ::endgroup::Train

            """,
            Beginning(call.With("GITHUB_ACTIONS", "true").Run<Talkative>("Deploy", "--no-logo", "--api-key", "hunter2hunter2")));

    [Fact]
    public void Azure_Pipelines_is_recognised_and_told_of_groups_errors_and_secrets()
        => Assert.Equal(
            """
            ##vso[task.setsecret]hunter2hunter2
            ##[group]Prepare
            preparing
            ##[endgroup]Prepare
            ##[group]Train
            ##vso[task.logissue type=error]The data are gone.%0ARemedy: fetch them.
            ##[endgroup]Train

            """,
            Beginning(call.With("TF_BUILD", "True").Run<Talkative>("Deploy", "--no-logo", "--api-key", "hunter2hunter2")));

    [Theory]
    [InlineData("GitHubActions", "::group::Prepare")]
    [InlineData("azurepipelines", "##[group]Prepare")]
    [InlineData("terminal", "║ Prepare")]
    public void The_host_can_be_chosen(string host, string heading)
        => Assert.Contains(heading, call.With("GITHUB_ACTIONS", "true").Run<Talkative>("Prepare", "--host", host).Output);

    [Fact]
    public void An_unknown_host_is_refused_with_the_nearest()
    {
        var outcome = call.Run<Talkative>("Prepare", "--host", "GithubAction");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("Did you mean 'GitHubActions'?", outcome.Error);
    }

    [Fact]
    public void A_wrong_call_on_a_build_server_is_reported_there()
        => Assert.StartsWith("::error::Option '--foo' does not exist.", call.With("GITHUB_ACTIONS", "true").Run<Talkative>("Prepare", "--foo").Output);

    [Fact]
    public void Parts_of_the_output_can_be_turned_off()
        => Assert.Equal("working\n", call.Run<Silent>("Work").Output);

    private static string Beginning(Outcome outcome) => outcome.Output[..outcome.Output.IndexOf("\n═", StringComparison.Ordinal)];

    private sealed class Talkative : TestBuild
    {
        [Parameter]
        [Secret]
        private string? ApiKey { get; }

        private Target Ship => _ => _.DependsOn(Deploy, Optional);

        private Target Deploy => _ => _.DependsOn(Train).Executes(Noting($"deploy {ApiKey}"));

        private Target Train => _ => _
            .DependsOn(Prepare)
            .Executes(() => throw new InvalidOperationException("The data are gone.\nRemedy: fetch them."));

        private Target Prepare => _ => _
            .Executes(() =>
            {
                Console.WriteLine("preparing");
                ReportSummary(x => x.AddPair("Rows", 42).AddPair("Version", "7"));
            });

        private Target Optional => _ => _.Before(Prepare).OnlyWhenStatic(() => IsServerBuild).Executes(Noting("optional"));
    }

    [DisableDefaultOutput]
    private sealed class Silent : TestBuild
    {
        private Target Work => _ => _.Executes(() => Console.WriteLine("working"));
    }
}
