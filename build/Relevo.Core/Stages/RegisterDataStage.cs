using System.Runtime.CompilerServices;
using Relevo.Core.Assets;
using Relevo.Core.Data;
using Relevo.Core.Records;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Stages;

/// <summary>Registers the project's data assets and computes statistics of those that are new.</summary>
public sealed class RegisterDataStage(StageContext context)
{
    /// <summary>Registers each asset; the same content gives the version that is there.</summary>
    public async IAsyncEnumerable<StageEvent> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var started = context.Time.GetUtcNow();
        var assets = context.Project.DataFiles.Select(file => AzureMlYaml.LoadData(file)).ToList();
        var earlier = await context.Records.FindLatestAsync<RegisterDataRecord>(RegisterDataRecord.StageName, context.Project.Name, cancellationToken);
        List<RegisteredData> registered = [];
        foreach (var asset in assets)
        {
            await foreach (var step in context.Workspace.Data.RegisterAsync(asset, cancellationToken))
            {
                yield return new StageEvent.RegisteringData(asset.Name, step);
                if (step is not RegisterDataEvent.Registered done) continue;
                var statistics = await StatisticsAsync(done.Version, earlier?.Record, cancellationToken);
                registered.Add(new(done.Version, done.IsNew, statistics));
            }
        }
        var stored = context.Finish(started, new RegisterDataRecord { Assets = registered });
        yield return new StageEvent.Completed(stored.Record, stored.File);
    }

    private async Task<DatasetStatistics?> StatisticsAsync(DataVersion version, RegisterDataRecord? earlier, CancellationToken cancellationToken)
    {
        if (earlier?.Assets.FirstOrDefault(a => a.Version.Digest == version.Digest)?.Statistics is { } known) return known;
        return await TableStatistics.ComputeAsync(await context.Workspace.Data.DownloadAsync(version, cancellationToken), cancellationToken);
    }
}
