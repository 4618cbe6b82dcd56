using Nuke.Common;
using Relevo.Engine.Tests.Calls;

namespace Relevo.Engine.Tests.Planning;

public sealed class OrderTests : IDisposable
{
    private readonly Call call = new();

    public void Dispose() => call.Dispose();

    [Fact]
    public void A_target_runs_after_those_it_depends_on_and_each_once()
        => Assert.Equal(["Provision", "RegisterData", "Train", "Gate"], call.Run<Lifecycle>("Gate").Journal);

    [Fact]
    public void The_default_target_runs_where_none_is_named()
    {
        var outcome = call.Run<Lifecycle>([x => x.Train]);
        Assert.Equal(["Provision", "RegisterData", "Train"], outcome.Journal);
        Assert.Equal("Train", Assert.Single(outcome.Build!.InvokedTargets).Name);
    }

    [Fact]
    public void DependentFor_is_DependsOn_from_the_other_side()
        => Assert.Equal(["Check", "Provision"], call.Run<Sides>("Provision").Journal);

    [Fact]
    public void Before_and_After_order_only_what_is_planned()
    {
        Assert.Equal(["Late"], call.Run<Orders>("Late").Journal);
        Assert.Equal(["Early", "Middle", "Late"], call.Run<Orders>("Late", "Middle", "Early").Journal);
    }

    [Fact]
    public void Triggers_bring_targets_in_and_run_them_afterwards()
        => Assert.Equal(["First", "Second", "Third"], call.Run<Triggering>("First").Journal);

    [Fact]
    public void What_a_triggered_target_depends_on_comes_with_it()
        => Assert.Equal(["Needed", "Start", "Triggered"], call.Run<TriggeringWithDependency>("Start").Journal.Order());

    [Fact]
    public void Targets_may_be_named_by_option_list_and_plus_sign_in_any_case_and_with_dashes()
    {
        Assert.Equal(["Provision", "RegisterData"], call.Run<Lifecycle>("--target", "register-data").Journal);
        Assert.Equal(["Early", "Late"], call.Run<Orders>("late+EARLY").Journal);
        Assert.Equal(["Early", "Late"], call.Run<Orders>("--target", "Late", "Early").Journal);
    }

    [Fact]
    public void A_cycle_is_refused_with_the_way_around_it()
    {
        var outcome = call.Run<Cyclic>("Alone");
        Assert.Equal(-1, outcome.ExitCode);
        Assert.Contains("Circular dependency between targets: A -> B -> C -> A.", outcome.Output);
        Assert.Empty(outcome.Journal);
    }

    [Fact]
    public void A_target_that_depends_on_itself_is_refused()
        => Assert.Contains("Target 'Self' cannot have a dependency on itself.", call.Run<SelfDependent>("Self").Output);

    [Fact]
    public void An_unknown_target_is_refused_with_the_nearest_and_all_others()
    {
        var outcome = call.Run<Lifecycle>("Tarin");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(
            "The command line asks for target 'Tarin', which does not exist. Did you mean 'Train'?\n"
            + "  Remedy: choose one of: Gate, Provision, RegisterData, Train.\n",
            outcome.Error);
        Assert.Empty(outcome.Journal);
    }

    [Fact]
    public void The_plan_is_printed_and_nothing_is_run()
    {
        var outcome = call.Run<Lifecycle>("Gate", "--plan", "--no-logo", "--skip", "train");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Journal);
        Assert.Equal(
            """
            Execution plan (nothing is run):

               1  Provision     needed by RegisterData, Train (skipped because of RegisterData)
               2  RegisterData  needed by Train (skipped because of Train)
               3  Train         needed by Gate (skipped via parameter)
               4  Gate          asked for

            """,
            outcome.Output);
    }

    private sealed class Lifecycle : TestBuild
    {
        public Target Gate => _ => _.DependsOn(Train).Executes(Noting("Gate"));

        public Target Train => _ => _.DependsOn(RegisterData, Provision).Executes(Noting("Train"));

        private Target RegisterData => _ => _.DependsOn(Provision).Executes(Noting("RegisterData"));

        private Target Provision => _ => _.Executes(Noting("Provision"));
    }

    private sealed class Sides : TestBuild
    {
        private Target Provision => _ => _.Executes(Noting("Provision"));

        private Target Check => _ => _.DependentFor(Provision).Executes(Noting("Check"));
    }

    private sealed class Orders : TestBuild
    {
        private Target Late => _ => _.After(Early, Middle).Executes(Noting("Late"));

        private Target Middle => _ => _.Executes(Noting("Middle"));

        private Target Early => _ => _.Before(Middle).Executes(Noting("Early"));
    }

    private sealed class Triggering : TestBuild
    {
        private Target Third => _ => _.TriggeredBy(Second).Executes(Noting("Third"));

        private Target Second => _ => _.Executes(Noting("Second"));

        private Target First => _ => _.Triggers(Second).Executes(Noting("First"));
    }

    private sealed class TriggeringWithDependency : TestBuild
    {
        private Target Triggered => _ => _.DependsOn(Needed).Executes(Noting("Triggered"));

        private Target Needed => _ => _.Executes(Noting("Needed"));

        private Target Start => _ => _.Triggers(Triggered).Executes(Noting("Start"));
    }

    private sealed class Cyclic : TestBuild
    {
        private Target Alone => _ => _.Executes(Noting("Alone"));

        private Target A => _ => _.DependsOn(B);

        private Target B => _ => _.After(C);

        private Target C => _ => _.TriggeredBy(A);
    }

    private sealed class SelfDependent : TestBuild
    {
        private Target Self => _ => _.DependsOn(Self);
    }
}
