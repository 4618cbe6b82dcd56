using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Relevo.Core.Records;
using Relevo.Core.Stages;

namespace Relevo.Build.Targets;

/// <summary>Makes the environment's workspace and computes.</summary>
public interface IProvision : IHasSession
{
    /// <summary>Makes the workspace and its computes what the environment asks for.</summary>
    Target Provision => _ => _
        .Description("Makes the workspace and its computes what the environment asks for; changes the difference only.")
        .Executes(async () =>
        {
            await Session.ChangeAsync(this, "Provision", async (context, cancellationToken) =>
            {
                var record = await Session.ShowAsync<ProvisionRecord>(new ProvisionStage(context).RunAsync(cancellationToken));
                var changed = record.Changes.Count(c => c.IsPending);
                ReportSummary(_ => _.AddPair("changed", changed == 0 ? "nothing" : $"{changed} of {record.Changes.Count}"));
            });
        });
}
