using Nuke.Common;
using Relevo.Engine.Tests.Calls;

namespace Relevo.Engine.Tests.Parameters;

/// <summary>The ways in which NUKE goes on with something other than what was asked for. The seventh, tasks, is among the tests of failures.</summary>
public sealed class HazardTests : IDisposable
{
    private readonly Call call = new();

    public void Dispose() => call.Dispose();

    [Theory]
    [InlineData("--num abc", "Option '--num' must be a whole number, but is 'abc'.")]
    [InlineData("--num", "Option '--num' needs a value: a whole number.")]
    [InlineData("--num 1 2", "Option '--num' takes one value, but is '1', '2'.")]
    [InlineData("--stage prd", "Option '--stage' must be one of: Dev, Prod, but is 'prd'. Did you mean 'Prod'?")]
    [InlineData("--stage 1", "Option '--stage' must be one of: Dev, Prod, but is '1'.")]
    [InlineData("--force maybe", "Option '--force' must be one of: true, false, but is 'maybe'.")]
    [InlineData("--verbosity loud", "Option '--verbosity' must be one of: Verbose, Normal, Minimal, Quiet, but is 'loud'.")]
    [InlineData("--no-logo Work", "Option '--no-logo' must be one of: true, false, but is 'Work'.")]
    public void One_a_value_that_does_not_parse_ends_the_build(string words, string problem) => AssertRefused(words, problem);

    [Theory]
    [InlineData("--nmu 1", "Option '--nmu' does not exist. Did you mean '--num'?")]
    [InlineData("--fail-on-rejct", "Option '--fail-on-rejct' does not exist. Did you mean '--fail-on-reject'?")]
    [InlineData("--num=1", "Option '--num' has its value glued to it.")]
    [InlineData("--work", "'--work' is a target, not an option.")]
    [InlineData("--token=hunter2hunter2", "Option '--token=…' does not exist.")]
    public void Two_an_unknown_option_ends_the_build(string words, string problem) => AssertRefused(words, problem);

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var outcome = call.Run<Hazardous>("Work", "--nmu", "1", "--stage", "prd");
        Assert.Equal(
            """
            The build was called wrongly in 2 places:
            - Option '--nmu' does not exist. Did you mean '--num'?
              Remedy: '--help' lists all options.
            - Option '--stage' must be one of: Dev, Prod, but is 'prd'. Did you mean 'Prod'?
              Remedy: pass --stage <value>, or leave it out for the default.

            """,
            outcome.Error);
    }

    [Fact]
    public void Three_secrets_are_masked_in_all_that_is_printed()
    {
        var outcome = call.With("API_KEY", "hunter2hunter2").Run<Hazardous>("Work", "Fail");
        Assert.DoesNotContain("hunter2", outcome.Output + outcome.Error);
        Assert.Contains("whole ***", outcome.Output);
        Assert.Contains("in parts ***", outcome.Output);
        Assert.Contains("thrown ***", outcome.Output);
        Assert.Contains("error ***", outcome.Error);
    }

    [Fact]
    public void Three_a_secret_that_does_not_fit_is_not_shown()
    {
        var outcome = call.Run<Hazardous>("Work", "--pin", "hunter2hunter2");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("Option '--pin' must be a whole number, but is (secret).", outcome.Error);
        Assert.DoesNotContain("hunter2", outcome.Output + outcome.Error);
    }

    [Fact]
    public void Four_an_ambiguous_environment_ends_the_build()
    {
        var outcome = call.With("NUM", "1").With("NUKE_NUM", "2").Run<Hazardous>("Work");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("Several environment variables set parameter 'Num': NUKE_NUM, NUM.", outcome.Error);
    }

    [Fact]
    public void Four_the_command_line_settles_an_ambiguous_environment()
        => Assert.Equal(0, call.With("NUM", "1").With("NUKE_NUM", "2").Run<Hazardous>("Work", "--num", "3").ExitCode);

    [Fact]
    public void Five_an_empty_variable_is_none()
    {
        var outcome = call.With("FORCE", "").With("NUM", " ").With("NUKE_STAGE", "").Run<Hazardous>("Work");
        Assert.Contains("force unset, num 5", outcome.Output);
    }

    [Fact]
    public void Six_a_missing_required_parameter_is_told_before_anything_runs_with_the_ways_to_give_it()
    {
        var outcome = call.Run<Hazardous>("Work", "Needy");
        Assert.Equal(2, outcome.ExitCode);
        Assert.DoesNotContain("num", outcome.Output);
        Assert.Equal(
            """
            The build was called wrongly in 2 places:
            - Target 'Needy' requires parameter 'Region', which is not set.
              Remedy: pass --region <value>, or set REGION in the environment, or 'Region' in .nuke/parameters.json.
            - Target 'Needy' requires parameter 'Force', which is not set.
              Remedy: pass --force <value>, or set FORCE in the environment, or 'Force' in .nuke/parameters.json.

            """,
            outcome.Error);
        Assert.Equal(0, call.Run<Hazardous>("Needy", "--region", "x", "--force").ExitCode);
    }

    [Fact]
    public void Six_a_condition_that_is_required_is_told()
    {
        var outcome = call.Run<Hazardous>("Strict");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("Target 'Strict' requires (Num > 5), which does not hold.", outcome.Error);
    }

    [Fact]
    public void A_member_marked_as_required_is_needed_by_all_targets()
    {
        Assert.Contains("The build requires parameter 'Tenant', which is not set.", call.Run<WithRequired>("Work").Error);
        Assert.Equal(0, call.Run<WithRequired>("Work", "--tenant", "x").ExitCode);
    }

    [Fact]
    public void A_variable_of_another_program_does_not_choose_the_host()
        => Assert.Equal(0, call.With("HOST", "my-machine").With("VERBOSITY", "7").Run<Hazardous>("Work").ExitCode);

    [Fact]
    public void An_encrypted_secret_in_a_file_is_refused()
    {
        var outcome = call.WithFile(".nuke/parameters.json", """{ "ApiKey": "v1:abc" }""").Run<Hazardous>("Work");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("set it in the environment as API_KEY.", outcome.Error);
    }

    private void AssertRefused(string words, string problem)
    {
        var outcome = call.Run<Hazardous>(["Work", .. words.Split(' ')]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(problem, outcome.Error);
        Assert.Equal("", outcome.Output);
    }

    private enum Stage
    {
        Dev,
        Prod,
    }

    private sealed class Hazardous : TestBuild
    {
        [Parameter]
        private int Num { get; } = 5;

        [Parameter]
        private Stage? Stage { get; }

        [Parameter]
        private bool? Force { get; }

        [Parameter]
        private bool FailOnReject { get; }

        [Parameter]
        private string? Region { get; }

        [Parameter]
        [Secret]
        private string? ApiKey { get; }

        [Parameter]
        [Secret]
        private int? Pin { get; }

        private Target Work => _ => _.Executes(() =>
        {
            Console.WriteLine($"force {Force?.ToString() ?? "unset"}, num {Num} {Stage} {FailOnReject} {Pin}");
            Console.WriteLine($"whole {ApiKey}");
            Console.Write("in parts ");
            foreach (var character in ApiKey ?? "")
                Console.Write(character);
            Console.WriteLine();
            Console.Error.WriteLine($"error {ApiKey}");
        });

        private Target Fail => _ => _.DependsOn(Work).Executes(() => throw new InvalidOperationException($"thrown {ApiKey}"));

        private Target Needy => _ => _.Requires(() => Region).Requires(() => Force).Executes(Noting("Needy"));

        private Target Strict => _ => _.Requires(() => Num > 5).Executes(Noting("Strict"));
    }

    private sealed class WithRequired : TestBuild
    {
        [Parameter]
        [Required]
        private string? Tenant { get; }

        private Target Work => _ => _.Executes(() => Note($"{Tenant}"));
    }
}
