using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Relevo.Build.Parameters;
using Relevo.Core.Records;
using Relevo.Core.Stages;

namespace Relevo.Build.Targets;

/// <summary>Runs the training job.</summary>
public interface ITrain : IHasForce, IHasOverrides
{
    /// <summary>Runs the training job and makes its model the challenger.</summary>
    Target Train => _ => _
        .Description("Runs the training job, reusing steps whose inputs are unchanged, and makes its model the challenger.")
        .TryAfter<IRegisterData>(x => x.RegisterData)
        .Executes(async () =>
        {
            await Session.ChangeAsync(this, "Train", async (context, cancellationToken) =>
            {
                var options = new TrainOptions { Overrides = OverrideList.Parse(Set), Force = Force };
                var record = await Session.ShowAsync<TrainRecord>(new TrainStage(context).RunAsync(options, cancellationToken));
                var reused = record.Job.Steps.Count(s => s.IsReused);
                ReportSummary(_ => _
                    .AddPair("steps", $"{record.Job.Steps.Count - reused} run, {reused} reused")
                    .AddPair("challenger", record.Model is { } model ? $"{model.Name} version {model.Version}" : "none"));
            });
        });
}
