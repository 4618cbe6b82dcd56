using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Relevo.Core.Errors;
using Relevo.Core.Gate;
using Relevo.Core.Records;
using Relevo.Core.Stages;

namespace Relevo.Build.Targets;

/// <summary>Weighs the challenger against the champion.</summary>
public interface IGate : IHasForce
{
    /// <summary>Decides and records, but moves no alias.</summary>
    [Parameter("Decide and record, but promote nothing.")]
    bool DryRun => TryGetValue<bool?>(() => DryRun) ?? false;

    /// <summary>Fails the build where the challenger loses.</summary>
    [Parameter("End with exit code 3 where the challenger is not promoted.")]
    bool FailOnReject => TryGetValue<bool?>(() => FailOnReject) ?? false;

    /// <summary>Weighs the challenger against the champion on the same held-out rows.</summary>
    Target Gate => _ => _
        .Description("Weighs the challenger against the champion on the same held-out rows; a losing challenger is an outcome, not a failure.")
        .TryAfter<ITrain>(x => x.Train)
        .Executes(async () =>
        {
            await Session.ChangeAsync(this, "Gate", async (context, cancellationToken) =>
            {
                var options = new GateOptions { IsDryRun = DryRun, Force = Force };
                var record = await Session.ShowAsync<GateRecord>(new GateStage(context).RunAsync(options, cancellationToken));
                ReportSummary(_ => _
                    .AddPair("verdict", Output.Words.Of(record.Decision))
                    .AddPair("champion", $"version {(record.IsPromoted ? record.Candidate.Version : record.PreviousChampion ?? "none")}"));
                if (FailOnReject && record.Decision is { Verdict: not Verdict.Promote, IsUnchanged: false })
                {
                    throw new RelevoException(
                        $"The challenger, version {record.Candidate.Version}, is not promoted: {record.Decision.Summary}",
                        "leave --fail-on-reject out to take this as an outcome.",
                        Core.Errors.ExitCode.Refused);
                }
            });
        });
}
