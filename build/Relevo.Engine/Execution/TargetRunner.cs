using Nuke.Common;
using Nuke.Common.Execution;
using Relevo.Engine.Hosts;

namespace Relevo.Engine.Execution;

/// <summary>Runs the targets of a plan, one after the other.</summary>
internal sealed class TargetRunner(NukeBuild build, Skipping skipping, AttemptFile attempt, Interruption interruption)
{
    /// <summary>Runs the plan. After a failure or an interruption only targets that are assured go on.</summary>
    public void RunAll()
    {
        foreach (var target in build.ExecutionPlan)
        {
            if (interruption.IsRequested || !Run(target))
            {
                RunAssured();
                return;
            }
        }
    }

    private void RunAssured()
    {
        foreach (var target in build.ExecutionPlan.Where(x => x.AssuredAfterFailure && x.Status == ExecutionStatus.Scheduled))
            Run(target);
    }

    // Whether the build may go on.
    private bool Run(ExecutableTarget target)
    {
        if (!TryIsSkipped(target, out var skipped))
            return target.ProceedAfterFailure;
        if (skipped)
        {
            target.Status = ExecutionStatus.Skipped;
            build.OnTargetSkipped(target.Name);
            return true;
        }

        if (target.Actions.Count == 0)
        {
            target.Status = ExecutionStatus.Collective;
            return true;
        }

        using (Block(target.Name))
            return RunActions(target) || target.ProceedAfterFailure;
    }

    private bool TryIsSkipped(ExecutableTarget target, out bool skipped)
    {
        try
        {
            skipped = target.Status == ExecutionStatus.Skipped || IsFinished(target) || skipping.IsRefused(target, target.DynamicConditions);
            return true;
        }
        catch (Exception e)
        {
            // Whatever a condition throws is the target's failure; it is reported, not lost.
            Fail(target, e);
            skipped = false;
            return false;
        }
    }

    private bool IsFinished(ExecutableTarget target)
    {
        if (!attempt.Finished.Contains(target.Name))
            return false;

        target.Skipped ??= "done by the previous attempt";
        return true;
    }

    private bool RunActions(ExecutableTarget target)
    {
        target.Status = ExecutionStatus.Running;
        target.Stopwatch.Start();
        try
        {
            build.OnTargetRunning(target.Name);
            foreach (var action in target.Actions)
                action();
            target.Stopwatch.Stop();
            target.Status = ExecutionStatus.Succeeded;
            build.OnTargetSucceeded(target.Name);
            attempt.Add(target);
            return true;
        }
        catch (Exception e)
        {
            // The edge of what the engine knows: whatever an action throws is the target's failure; it is reported, not lost.
            target.Stopwatch.Stop();
            Fail(target, e);
            return false;
        }
    }

    private void Fail(ExecutableTarget target, Exception exception)
    {
        exception = Fault.Unwrap(exception);
        if (exception is OperationCanceledException && interruption.HasCancelledTarget())
        {
            target.Status = ExecutionStatus.Aborted;
            Style.Line(Style.Warning($"Target '{target.Name}' was interrupted."));
            return;
        }

        // What the target reported by itself says more than the exception's first line.
        if (target.SummaryInformation.Count == 0)
            target.SummaryInformation[exception.GetType().Name] = Session.Current.Secrets.Hide(Fault.FirstLine(exception));

        target.Status = ExecutionStatus.Failed;
        Fault.Report(exception);
        build.OnTargetFailed(target.Name);
    }

    private IDisposable Block(string target)
    {
        var part = NukeBuild.IsServerBuild ? DefaultOutput.TargetCollapse : DefaultOutput.TargetHeader;
        return Output.IsEnabled(build, part) ? NukeBuild.Host.WriteBlock(target) : new Host.Block(() => { });
    }
}
