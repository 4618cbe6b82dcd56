using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Relevo.Core.Records;
using Relevo.Core.Stages;

namespace Relevo.Build.Targets;

/// <summary>Makes the endpoint serve the champion.</summary>
public interface IDeploy : IHasSession
{
    /// <summary>Deploys the champion blue/green.</summary>
    Target Deploy => _ => _
        .Description("Makes the endpoint serve the champion, blue/green; traffic moves only after health probe and smoke test.")
        .TryAfter<IGate>(x => x.Gate)
        .OnlyWhenDynamic(() => Session.HasSomethingToDeploy(), "the model has a champion")
        .Executes(async () =>
        {
            await Session.ChangeAsync(this, "Deploy", async (context, cancellationToken) =>
            {
                var record = await Session.ShowAsync<DeployRecord>(new DeployStage(context).RunAsync(cancellationToken));
                ReportSummary(_ => _.AddPair(record.Endpoint, $"{record.Deployment} = version {record.Model.Version}{(record.HasChanged ? "" : " (unchanged)")}"));
            });
        });
}
