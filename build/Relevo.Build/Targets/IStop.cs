using Nuke.Common;
using Nuke.Common.Utilities.Collections;

namespace Relevo.Build.Targets;

/// <summary>Stops what runs.</summary>
public interface IStop : IHasSession
{
    /// <summary>Stops the endpoints; <c>Deploy</c> or <c>Serve</c> brings them back.</summary>
    Target Stop => _ => _
        .Description("Stops the endpoints, keeping their state; Deploy or Serve brings them back.")
        .Executes(async () =>
        {
            await Session.ChangeAsync(this, "Stop", async (context, cancellationToken) =>
            {
                var stopped = await context.Workspace.Endpoints.StopAsync(cancellationToken);
                Session.Output.Note(stopped.Count == 0 ? "nothing was running." : $"stopped {string.Join(", ", stopped)}.");
                ReportSummary(_ => _.AddPair("stopped", stopped.Count == 0 ? "nothing" : string.Join(", ", stopped)));
            });
        });
}
