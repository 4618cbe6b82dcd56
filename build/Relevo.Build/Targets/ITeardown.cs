using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Relevo.Core.Errors;

namespace Relevo.Build.Targets;

/// <summary>Removes an environment.</summary>
public interface ITeardown : IHasSession
{
    /// <summary>The consent to remove what is listed.</summary>
    [Parameter("Consent to what would otherwise be asked for.")]
    bool Yes => TryGetValue<bool?>(() => Yes) ?? false;

    /// <summary>Removes the environment's workspace with everything in it, after a listing.</summary>
    Target Teardown => _ => _
        .Description("Removes the environment's workspace with everything in it, after a listing and consent (--yes).")
        .Executes(async () =>
        {
            await Session.ChangeAsync(this, "Teardown", async (context, cancellationToken) =>
            {
                var plan = await context.Workspace.Provisioning.PlanTeardownAsync(cancellationToken);
                Session.Output.Changes(plan);
                if (plan.Count == 0) return;
                if (!Yes && !Session.Output.Ask($"Remove these {plan.Count} from environment '{context.Environment.Name}'?"))
                    throw new RelevoException("Nothing was removed.", "consent with --yes.", Core.Errors.ExitCode.Configuration);
                await context.Workspace.Provisioning.TeardownAsync(cancellationToken);
                ReportSummary(_ => _.AddPair("removed", $"{plan.Count}"));
            });
        });
}
