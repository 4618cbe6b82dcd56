using Nuke.Common;
using Relevo.Engine.Tests.Calls;

namespace Relevo.Engine.Tests.Execution;

public sealed class EndTests : IDisposable
{
    private readonly Call call = new();

    public void Dispose() => call.Dispose();

    [Fact]
    public void A_guard_that_throws_before_the_first_target_ends_the_build_without_a_table()
    {
        var outcome = call.Run<Guarded>("Work");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal("Something is ambiguous.\n", outcome.Output);
        Assert.Equal(["finished 2"], outcome.Journal);
    }

    [Fact]
    public void The_last_hook_sees_the_exit_code_and_comes_too_late_to_change_it()
        => Assert.Equal(0, call.Run<Late>("Work").ExitCode);

    [Fact]
    public void A_last_hook_that_throws_makes_the_build_a_failed_one()
    {
        var outcome = call.Run<Broken>("Work");
        Assert.Equal(-1, outcome.ExitCode);
        Assert.EndsWith("cannot finish\n", outcome.Output);
    }

    [Fact]
    public void Two_faults_at_the_end_are_both_told()
    {
        var outcome = call.Run<Broken>("Work", "Needy");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("requires", outcome.Error);
        Assert.EndsWith("cannot finish\n", outcome.Output);
    }

    [Fact]
    public void A_constructor_that_throws_is_reported()
    {
        var outcome = call.Run<Unmade>("Work");
        Assert.Equal(-1, outcome.ExitCode);
        Assert.Equal("cannot be made\n", outcome.Output);
    }

    [Fact]
    public void Variables_of_other_programs_do_not_choose_targets_root_or_profile()
    {
        call.With("TARGET", "x86_64").With("SKIP", "flake8").With("ROOT", "/").With("PROFILE", "me");
        Assert.Equal(["worked"], call.Run<Late>([x => x.Work], "--no-logo").Journal);
    }

    [Fact]
    public void Variables_meant_for_the_build_choose_targets()
        => Assert.Equal(["worked"], call.With("NUKE_TARGET", "Work").Run<Late>().Journal);

    private sealed class Guarded : TestBuild
    {
        private Target Work => _ => _.Executes(Noting("worked"));

        protected internal override void OnBuildInitialized()
        {
            ExitCode = 2;
            throw new InvalidOperationException("Something is ambiguous.");
        }

        protected internal override void OnBuildFinished() => Note($"finished {ExitCode}");

        public Guarded() => NoLogo = true;
    }

    private sealed class Late : TestBuild
    {
        public Target Work => _ => _.Executes(Noting("worked"));

        protected internal override void OnBuildFinished() => ExitCode = 7;
    }

    private sealed class Broken : TestBuild
    {
        private Target Work => _ => _.Executes(Noting("worked"));

        private Target Needy => _ => _.Requires(() => Missing);

        [Parameter]
        private string? Missing { get; }

        protected internal override void OnBuildFinished() => throw new InvalidOperationException("cannot finish");
    }

    private sealed class Unmade : TestBuild
    {
        public Unmade() => throw new InvalidOperationException("cannot be made");
    }
}
