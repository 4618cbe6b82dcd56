using Nuke.Common;
using Relevo.Engine.Tests.Calls;

namespace Relevo.Engine.Tests.Targets;

public sealed class ComponentTests : IDisposable
{
    private readonly Call call = new();

    public void Dispose() => call.Dispose();

    [Fact]
    public void A_component_brings_targets_and_one_reached_through_several_runs_once()
    {
        var outcome = call.Run<Plain>([x => ((IShip)x).Ship]);
        Assert.Equal(["train 0.5", "gate", "deploy"], outcome.Journal);
        Assert.Equal(["Train", "Gate", "Deploy", "Ship"], outcome.Build!.ExecutionPlan.Select(x => x.Name));
    }

    [Fact]
    public void A_component_of_the_build_is_tried_and_one_it_lacks_is_not()
        => Assert.Equal(["train 0.5", "gate", "report"], call.Run<Reporting>("Report").Journal);

    [Fact]
    public void A_component_without_the_try_form_is_an_error_that_names_it()
    {
        var outcome = call.Run<Lacking>("Report");
        Assert.Equal(-1, outcome.ExitCode);
        Assert.Contains("Target 'Report' names component 'IGate', which Lacking does not implement", outcome.Output);
        Assert.Empty(outcome.Journal);
    }

    [Fact]
    public void A_build_overrides_a_component_and_inherits_its_definition()
        => Assert.Equal(["train 0.5", "before", "gate", "after"], call.Run<Overriding>("Gate").Journal);

    [Fact]
    public void A_component_overrides_another()
        => Assert.Equal(["train 0.5", "strict", "gate"], call.Run<Stricter>("Gate").Journal);

    [Fact]
    public void Base_takes_the_base_class_definition_over_level_by_level()
        => Assert.Equal(["first", "second", "third"], call.Run<Third>("Work").Journal);

    [Fact]
    public void Inherit_takes_any_target_over()
        => Assert.Equal(["one", "two"], call.Run<Inheriting>("Both").Journal);

    [Fact]
    public void The_shorthand_needs_a_component_with_one_target()
    {
        var outcome = call.Run<Ambiguous>("Work");
        Assert.Equal(-1, outcome.ExitCode);
        Assert.Contains("component 'ITwo' without saying which of its targets: One, Two.", outcome.Output);
    }

    [Fact]
    public void Unrelated_components_with_a_target_of_one_name_are_refused()
        => Assert.Contains(
            "Target 'Clash' must be declared by Clashing because several components do: IClashOne, IClashTwo.",
            call.Run<Clashing>("Clash").Output);

    [Fact]
    public void A_component_target_that_NUKE_would_not_find_is_refused()
        => Assert.Contains(
            "has the name of NukeBuild.Plan, by which NUKE does not find it",
            call.Run<Hidden>("Plan").Output);

    [Fact]
    public void A_build_may_have_a_target_named_Plan_of_its_own()
    {
        Assert.Equal(["plan"], call.Run<Planning>("Plan").Journal);
        Assert.Empty(call.Run<Planning>("Plan", "--plan").Journal);
    }

    [Fact]
    public void A_component_has_parameters()
        => Assert.Equal(["train 0.25"], call.Run<Plain>("Train", "--min-gain", "0.25").Journal);

    [Fact]
    public void A_component_may_prefix_its_parameters()
    {
        Assert.Equal(["8080 x"], call.Run<Prefixed>("Serve", "--serve-host-name", "x").Journal);
        Assert.Equal(["1 none"], call.With("SERVE_PORT", "1").Run<Prefixed>("Serve").Journal);
        Assert.Equal(2, call.Run<Prefixed>("Serve", "--port", "1").ExitCode);
    }

    private interface ITrain : INukeBuild
    {
        [Parameter]
        double MinGain => TryGetValue<double?>(() => MinGain) ?? 0.5;

        Target Train => _ => _.Executes(() => ((TestBuild)this).Note($"train {MinGain}"));
    }

    private interface IGate : INukeBuild
    {
        Target Gate => _ => _.TryDependsOn<ITrain>().Executes(() => ((TestBuild)this).Note("gate"));
    }

    private interface IDeploy : ITrain, IGate
    {
        Target Deploy => _ => _.DependsOn<ITrain>(x => x.Train).DependsOn<IGate>().Executes(() => ((TestBuild)this).Note("deploy"));
    }

    private interface IShip : ITrain, IGate, IDeploy
    {
        Target Ship => _ => _.DependsOn(Train, Gate, Deploy);
    }

    private interface IStrictGate : IGate
    {
        Target IGate.Gate => _ => _.Executes(() => ((TestBuild)this).Note("strict")).Inherit<IGate>(x => x.Gate);
    }

    private interface ITwo : INukeBuild
    {
        Target One => _ => _;

        Target Two => _ => _;
    }

    private interface IClashOne : INukeBuild
    {
        Target Clash => _ => _;
    }

    private interface IClashTwo : INukeBuild
    {
        Target Clash => _ => _;
    }

    private interface IPlanner : INukeBuild
    {
        new Target Plan => _ => _;
    }

    [ParameterPrefix("Serve")]
    private interface IServe : INukeBuild
    {
        [Parameter]
        int Port => TryGetValue<int?>(() => Port) ?? 8080;

        [Parameter]
        string HostName => TryGetValue(() => HostName) ?? "none";

        Target Serve => _ => _.Executes(() => ((TestBuild)this).Note($"{Port} {HostName}"));
    }

    private sealed class Plain : TestBuild, IShip;

    private sealed class Reporting : TestBuild, ITrain, IGate
    {
        private Target Report => _ => _.TryDependsOn<IGate>().TryDependsOn<IShip>().TryAfter<IDeploy>().Executes(Noting("report"));
    }

    private sealed class Lacking : TestBuild
    {
        private Target Report => _ => _.DependsOn<IGate>().Executes(Noting("report"));
    }

    private sealed class Overriding : TestBuild, ITrain, IGate
    {
        Target IGate.Gate => _ => _.Executes(Noting("before")).Inherit<IGate>().Executes(Noting("after"));
    }

    private sealed class Stricter : TestBuild, ITrain, IStrictGate;

    private sealed class Prefixed : TestBuild, IServe;

    private abstract class First : TestBuild
    {
        protected virtual Target Work => _ => _.Executes(Noting("first"));
    }

    private abstract class Second : First
    {
        protected override Target Work => _ => _.Base().Executes(Noting("second"));
    }

    private sealed class Third : Second
    {
        protected override Target Work => _ => _.Base().Executes(Noting("third"));
    }

    private sealed class Inheriting : TestBuild
    {
        private Target One => _ => _.Executes(Noting("one"));

        private Target Two => _ => _.Executes(Noting("two"));

        private Target Both => _ => _.Inherit(One, Two);
    }

    private sealed class Ambiguous : TestBuild, ITwo
    {
        private Target Work => _ => _.DependsOn<ITwo>();
    }

    private sealed class Clashing : TestBuild, IClashOne, IClashTwo;

    private sealed class Hidden : TestBuild, IPlanner;

    private sealed class Planning : TestBuild
    {
        private new Target Plan => _ => _.Executes(Noting("plan"));
    }
}
