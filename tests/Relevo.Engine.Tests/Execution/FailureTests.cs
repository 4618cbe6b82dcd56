using Nuke.Common;
using Nuke.Common.Execution;
using Relevo.Engine.Tests.Calls;

namespace Relevo.Engine.Tests.Execution;

public sealed class FailureTests : IDisposable
{
    private readonly Call call = new();

    public void Dispose() => call.Dispose();

    [Fact]
    public void A_failure_ends_the_build_but_assured_targets_still_run()
    {
        var outcome = call.Run<Failing>("Next", "CleanUp");
        Assert.Equal(-1, outcome.ExitCode);
        Assert.Equal(["failed Fail", "CleanUp", "finished"], outcome.Journal);
        Assert.Equal(
            [ExecutionStatus.Failed, ExecutionStatus.NotRun, ExecutionStatus.Succeeded],
            Statuses(outcome, "Fail", "Next", "CleanUp"));
        Assert.False(outcome.Build!.IsSucceeding);
    }

    [Fact]
    public void After_ProceedAfterFailure_the_build_goes_on_and_is_a_failed_one()
    {
        var outcome = call.Run<Proceeding>("Next");
        Assert.Equal(-1, outcome.ExitCode);
        Assert.Equal(["Next"], outcome.Journal);
        Assert.Equal([ExecutionStatus.Failed, ExecutionStatus.Succeeded], Statuses(outcome, "Fail", "Next"));
    }

    [Fact]
    public void A_failure_shows_its_message_and_no_stack_trace()
    {
        var outcome = call.Run<Failing>("Fail");
        Assert.Contains("The champion is missing.\nAsk for one.", outcome.Output);
        Assert.Contains("// InvalidOperationException: The champion is missing.\n", outcome.Output);
        Assert.DoesNotContain("   at ", outcome.Output);
    }

    [Fact]
    public void Verbosity_verbose_shows_the_stack_trace()
        => Assert.Contains("   at ", call.Run<Failing>("Fail", "--verbosity", "verbose").Output);

    [Fact]
    public void The_build_may_say_its_exit_code()
        => Assert.Equal(4, call.Run<WithExitCode>("Fail").ExitCode);

    [Fact]
    public void Actions_may_be_wrapped_once_the_build_is_initialized()
        => Assert.Equal(["caught The champion is missing."], call.Run<Wrapping>("Fail").Journal);

    [Fact]
    public void Hooks_are_called_in_order()
        => Assert.Equal(
            ["created", "initialized", "skipped Left", "running Work", "Work", "succeeded Work", "finished"],
            call.Run<Hooked>("Work").Journal);

    [Fact]
    public void Tasks_are_awaited_whatever_they_return()
        => Assert.Equal(["task", "task of int", "value task", "value task of int", "value"], call.Run<Asynchronous>("All").Journal);

    [Fact]
    public void A_task_that_fails_fails_its_target()
    {
        var outcome = call.Run<Asynchronous>("Late");
        Assert.Equal(-1, outcome.ExitCode);
        Assert.Contains("InvalidOperationException: too late", outcome.Output);
    }

    [Fact]
    public void Continue_skips_what_the_previous_attempt_finished()
    {
        Flaky.Fails = true;
        Assert.Equal(["Train"], call.Run<Flaky>("Deploy").Journal);
        Flaky.Fails = false;
        var outcome = call.Run<Flaky>("Deploy", "--continue");
        Assert.Equal(["Deploy"], outcome.Journal);
        Assert.Contains("Train              Skipped                // Skipped: done by the previous attempt", outcome.Output);
        Assert.Equal(["Train", "Deploy"], call.Run<Flaky>("Deploy").Journal);
    }

    [Fact]
    public void Continue_starts_anew_for_other_targets()
    {
        Flaky.Fails = false;
        call.Run<Flaky>("Train");
        Assert.Equal(["Train", "Deploy"], call.Run<Flaky>("Deploy", "--continue").Journal);
    }

    private static IEnumerable<ExecutionStatus> Statuses(Outcome outcome, params string[] targets)
        => targets.Select(x => outcome.Build!.ExecutionPlan.Single(y => y.Name == x).Status);

    private sealed class Failing : TestBuild
    {
        private Target Next => _ => _.DependsOn(Fail).Executes(Noting("Next"));

        private Target Fail => _ => _.Executes(() => throw new InvalidOperationException("The champion is missing.\nAsk for one."));

        private Target CleanUp => _ => _.After(Next).AssuredAfterFailure().Executes(Noting("CleanUp"));

        protected internal override void OnTargetFailed(string target) => Note($"failed {target}");

        protected internal override void OnBuildFinished() => Note("finished");
    }

    private sealed class Proceeding : TestBuild
    {
        private Target Next => _ => _.DependsOn(Fail).Executes(Noting("Next"));

        private Target Fail => _ => _.ProceedAfterFailure().Executes(() => throw new InvalidOperationException("no"));
    }

    private sealed class WithExitCode : TestBuild
    {
        private Target Fail => _ => _.Executes(() => throw new InvalidOperationException("no"));

        protected internal override void OnTargetFailed(string target) => ExitCode = 4;
    }

    private sealed class Wrapping : TestBuild
    {
        private Target Fail => _ => _.Executes(() => throw new InvalidOperationException("The champion is missing."));

        protected internal override void OnBuildInitialized()
        {
            foreach (var target in ExecutionPlan)
            {
                var action = target.Actions[0];
                target.Actions[0] = () =>
                {
                    try
                    {
                        action();
                    }
                    catch (InvalidOperationException e)
                    {
                        Note($"caught {e.Message}");
                        throw;
                    }
                };
            }
        }
    }

    private sealed class Hooked : TestBuild
    {
        private Target Work => _ => _.DependsOn(Left).Executes(Noting("Work"));

        private Target Left => _ => _.OnlyWhenDynamic(() => false).Executes(Noting("Left"));

        protected internal override void OnBuildCreated() => Note("created");

        protected internal override void OnBuildInitialized() => Note("initialized");

        protected internal override void OnBuildFinished() => Note("finished");

        protected internal override void OnTargetRunning(string target) => Note($"running {target}");

        protected internal override void OnTargetSkipped(string target) => Note($"skipped {target}");

        protected internal override void OnTargetSucceeded(string target) => Note($"succeeded {target}");
    }

    private sealed class Asynchronous : TestBuild
    {
        private Target All => _ => _
            .Executes(async () =>
            {
                await Task.Yield();
                Note("task");
            })
            .Executes(async () => await After("task of int"))
            .Executes(() => Valued("value task"))
            .Executes(() => ValuedNumber("value task of int"))
            .Executes(() =>
            {
                Note("value");
                return 1;
            });

        private Target Late => _ => _.Executes(async () => await After(null));

        private async Task<int> After(string? entry)
        {
            await Task.Yield();
            Note(entry ?? throw new InvalidOperationException("too late"));
            return 1;
        }

        private async ValueTask Valued(string entry)
        {
            await Task.Yield();
            Note(entry);
        }

        private async ValueTask<int> ValuedNumber(string entry) => await After(entry);
    }

    private sealed class Flaky : TestBuild
    {
        public static bool Fails { get; set; }

        private Target Deploy => _ => _.DependsOn(Train).Executes(() =>
        {
            if (Fails)
                throw new InvalidOperationException("not now");
            Note("Deploy");
        });

        private Target Train => _ => _.Executes(Noting("Train"));
    }
}
