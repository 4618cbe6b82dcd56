using Relevo.Core.Assets;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Stages;

/// <summary>Tells what <c>Ship</c> would do. Writes nothing, not even a record.</summary>
public sealed class PlanStage(StageContext context)
{
    /// <summary>Compares what is with what is asked.</summary>
    public async Task<ProjectPlan> RunAsync(TrainOptions options, CancellationToken cancellationToken)
    {
        var workspace = context.Workspace;
        var resources = await workspace.Provisioning.PlanAsync(ProvisionStage.Request(context), cancellationToken);
        Dictionary<string, DataPlan> data = [];
        foreach (var asset in context.Project.DataFiles.Select(file => AzureMlYaml.LoadData(file))) data[asset.Name] = await workspace.Data.PlanAsync(asset, cancellationToken);
        // The job is read also where its steps cannot be planned yet, so that a plan finds every fault of the files.
        var request = TrainStage.Request(context, options);
        var canPlanSteps = !resources.Any(r => r.Action == ChangeAction.Create && r.ResourceKind == "workspace") && data.Values.All(d => d.Existing is not null);
        return new()
        {
            Resources = resources,
            Data = data,
            Steps = canPlanSteps ? await workspace.Jobs.PlanAsync(request, cancellationToken) : null,
            Deployment = await DeploymentAsync(cancellationToken),
        };
    }

    private async Task<string?> DeploymentAsync(CancellationToken cancellationToken)
    {
        var aliases = ModelAliases.Of(context.Project);
        if (context.Project.EndpointFile is null || context.Project.DeploymentFile is null) return null;
        var (endpoint, _) = DeployStage.Load(context);
        var champion = await context.Workspace.Models.FindByAliasAsync(aliases.Model, aliases.Champion, cancellationToken);
        if (champion is null) return null;
        var state = await context.Workspace.Endpoints.FindAsync(endpoint.Name, cancellationToken);
        if (state is null) return $"endpoint '{endpoint.Name}' would be created with version {champion.Version}";
        if (!state.IsRunning) return $"endpoint '{endpoint.Name}' would be started";
        return state.Live?.ModelVersion == champion.Version && state.Live.Model == champion.Model
            ? null
            : $"endpoint '{endpoint.Name}' would serve version {champion.Version} instead of {state.Live?.ModelVersion ?? "none"}";
    }
}
