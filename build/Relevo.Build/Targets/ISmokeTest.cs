using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Relevo.Core.Records;
using Relevo.Core.Stages;

namespace Relevo.Build.Targets;

/// <summary>Asks the live endpoint for a prediction.</summary>
public interface ISmokeTest : IHasSession
{
    /// <summary>Sends the sample request to the live endpoint.</summary>
    Target SmokeTest => _ => _
        .Description("Sends the project's sample request to the live endpoint, as a client would.")
        .TryAfter<IDeploy>(x => x.Deploy)
        .OnlyWhenDynamic(() => Session.HasSomethingToDeploy(), "the model has a champion")
        .Executes(async () =>
        {
            await Session.ChangeAsync(this, "SmokeTest", async (context, cancellationToken) =>
            {
                var record = await Session.ShowAsync<SmokeTestRecord>(new SmokeTestStage(context).RunAsync(cancellationToken));
                ReportSummary(_ => _.AddPair("answered", $"{record.Deployment ?? record.Endpoint} in {record.Latency.TotalMilliseconds:0} ms"));
            });
        });
}
