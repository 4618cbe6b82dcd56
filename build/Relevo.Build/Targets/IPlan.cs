using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Relevo.Build.Parameters;
using Relevo.Core.Stages;

namespace Relevo.Build.Targets;

/// <summary>Tells what <c>Ship</c> would do.</summary>
public interface IPlan : IHasForce, IHasOverrides
{
    /// <summary>Tells by the exit code whether changes are pending.</summary>
    [Parameter("End with exit code 5 where changes are pending.")]
    bool DetailedExitCode => TryGetValue<bool?>(() => DetailedExitCode) ?? false;

    // NukeBuild has a member 'Plan' already (the flag --plan), and NUKE drops a component's target of the same name without a word. It looks
    // members up by case and targets not, so this name is free and './build.sh Plan' finds it.

    /// <summary>Shows what <c>Ship</c> would do, and touches nothing.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "IDE1006", Justification = "See above.")]
    Target plan => _ => _
        .Description("Shows what Ship would change, and touches nothing.")
        .Executes(async () =>
        {
            await Session.RunAsync(this, async (context, cancellationToken) =>
            {
                var plan = await new PlanStage(context).RunAsync(new TrainOptions { Overrides = OverrideList.Parse(Set), Force = Force }, cancellationToken);
                Session.Output.Plan(plan);
                ReportSummary(_ => _.AddPair("changes", plan.HasChanges ? "pending" : "none"));
                if (DetailedExitCode && plan.HasChanges) ExitCode = (int)Core.Errors.ExitCode.ChangesPending;
            });
        });
}
