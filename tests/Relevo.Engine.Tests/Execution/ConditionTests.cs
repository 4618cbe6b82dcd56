using Nuke.Common;
using Nuke.Common.Execution;
using Relevo.Engine.Tests.Calls;

namespace Relevo.Engine.Tests.Execution;

public sealed class ConditionTests : IDisposable
{
    private readonly Call call = new();

    public void Dispose() => call.Dispose();

    [Fact]
    public void A_static_condition_skips_a_target_and_what_only_it_needs()
    {
        var outcome = call.Run<Conditional>("Ship");
        Assert.Equal(["Shared", "Ship"], outcome.Journal);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("Never              Skipped                // OnlyWhen: Answer == 43", outcome.Output);
        Assert.Contains("OnlyForNever       Skipped                // Skipped: because of Never", outcome.Output);
    }

    [Fact]
    public void WhenSkipped_Execute_keeps_the_dependencies()
        => Assert.Equal(["Kept"], call.Run<Keeping>("Ship").Journal);

    [Fact]
    public void A_dynamic_condition_sees_what_earlier_targets_did()
    {
        var outcome = call.Run<Dynamic>("After");
        Assert.Equal(["Change", "After"], outcome.Journal);
        Assert.Equal(["ByThen"], outcome.Build!.SkippedTargets.Select(x => x.Name));
    }

    [Fact]
    public void A_condition_that_throws_fails_its_target()
    {
        var outcome = call.Run<Throwing>("Broken");
        Assert.Equal(-1, outcome.ExitCode);
        Assert.Equal(ExecutionStatus.Failed, Assert.Single(outcome.Build!.ExecutionPlan).Status);
        Assert.Contains("cannot say", outcome.Output);
    }

    [Fact]
    public void Skip_leaves_the_named_targets_out()
        => Assert.Equal(["Shared", "Ship"], call.Run<Conditional>("Ship", "--skip", "ONLY-FOR-NEVER").Journal);

    [Fact]
    public void Skip_without_names_leaves_all_out_that_was_not_asked_for()
    {
        Assert.Equal(["Ship"], call.Run<Conditional>("Ship", "--skip").Journal);
        Assert.Equal(["Ship"], call.Run<Conditional>([x => x.Ship], "--skip").Journal);
    }

    [Fact]
    public void An_unknown_target_after_skip_is_refused()
    {
        var outcome = call.Run<Conditional>("Ship", "--skip", "Shard");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("Did you mean 'Shared'?", outcome.Error);
    }

    private sealed class Conditional : TestBuild
    {
        public int Answer => 42;

        public Target Ship => _ => _.DependsOn(Never, Shared).Executes(Noting("Ship"));

        private Target Never => _ => _.DependsOn(OnlyForNever, Shared).OnlyWhenStatic(() => Answer == 43).Executes(Noting("Never"));

        private Target OnlyForNever => _ => _.Executes(Noting("OnlyForNever"));

        private Target Shared => _ => _.Executes(Noting("Shared"));
    }

    private sealed class Keeping : TestBuild
    {
        private Target Ship => _ => _.DependsOn(Never);

        private Target Never => _ => _.DependsOn(Kept).OnlyWhenStatic(() => false).WhenSkipped(DependencyBehavior.Execute).Executes(Noting("Never"));

        private Target Kept => _ => _.Executes(Noting("Kept"));
    }

    private sealed class Dynamic : TestBuild
    {
        private bool Changed { get; set; }

        private Target After => _ => _.DependsOn(ByThen).Executes(Noting("After"));

        private Target ByThen => _ => _.DependsOn(Change).OnlyWhenDynamic(() => !Changed).Executes(Noting("ByThen"));

        private Target Change => _ => _.Executes(() =>
        {
            Changed = true;
            Note("Change");
        });
    }

    private sealed class Throwing : TestBuild
    {
        private Target Broken => _ => _.OnlyWhenDynamic(() => Cannot()).Executes(Noting("Broken"));

        private static bool Cannot() => throw new InvalidOperationException("cannot say");
    }
}
