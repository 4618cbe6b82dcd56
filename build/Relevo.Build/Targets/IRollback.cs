using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Relevo.Core.Records;
using Relevo.Core.Stages;

namespace Relevo.Build.Targets;

/// <summary>Brings a former champion back.</summary>
public interface IRollback : IHasSession
{
    /// <summary>The version to bring back.</summary>
    [Parameter("Model version to roll back to. Default: the champion before the current one.")]
    string ToVersion => TryGetValue(() => ToVersion);

    /// <summary>Why.</summary>
    [Parameter("Why, for the record.")]
    string Reason => TryGetValue(() => Reason);

    /// <summary>Brings the former champion and its traffic back.</summary>
    Target Rollback => _ => _
        .Description("Brings the former champion and its traffic back.")
        .Executes(async () =>
        {
            await Session.ChangeAsync(this, "Rollback", async (context, cancellationToken) =>
            {
                var options = new RollbackOptions { ToVersion = ToVersion, Justification = Reason };
                var record = await Session.ShowAsync<RollbackRecord>(new RollbackStage(context).RunAsync(options, cancellationToken));
                ReportSummary(_ => _.AddPair("champion", $"version {record.To.Version} (was {record.From.Version})"));
            });
        });
}
