using Relevo.Core.Records;

namespace Relevo.Core.Stages;

/// <summary>Tells where a project stands. Reads only.</summary>
public sealed class StatusStage(StageContext context)
{
    /// <summary>Reads the newest records, the aliases and the endpoint.</summary>
    public async Task<ProjectStatus> RunAsync(CancellationToken cancellationToken)
    {
        var aliases = ModelAliases.Of(context.Project);
        var endpoint = context.Project is { EndpointFile: not null, DeploymentFile: not null } ? DeployStage.Load(context).Endpoint : null;
        return new()
        {
            Records = await RecordsAsync(cancellationToken),
            Champion = await context.Workspace.Models.FindByAliasAsync(aliases.Model, aliases.Champion, cancellationToken),
            Challenger = await context.Workspace.Models.FindByAliasAsync(aliases.Model, aliases.Challenger, cancellationToken),
            Endpoint = endpoint is null ? null : await context.Workspace.Endpoints.FindAsync(endpoint.Name, cancellationToken),
        };
    }

    private async Task<List<StageRecord>> RecordsAsync(CancellationToken cancellationToken)
    {
        List<StageRecord> records = [];
        await AddAsync<ProvisionRecord>(ProvisionRecord.StageName);
        await AddAsync<RegisterDataRecord>(RegisterDataRecord.StageName);
        await AddAsync<TrainRecord>(TrainRecord.StageName);
        await AddAsync<GateRecord>(GateRecord.StageName);
        await AddAsync<DeployRecord>(DeployRecord.StageName);
        await AddAsync<SmokeTestRecord>(SmokeTestRecord.StageName);
        await AddAsync<RollbackRecord>(RollbackRecord.StageName);
        return records;

        async Task AddAsync<T>(string stage)
            where T : StageRecord
        {
            if (await context.Records.FindLatestAsync<T>(stage, context.Project.Name, cancellationToken) is { } stored) records.Add(stored.Record);
        }
    }
}
