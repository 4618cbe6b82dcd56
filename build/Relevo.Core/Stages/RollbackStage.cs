using System.Globalization;
using System.Runtime.CompilerServices;
using Relevo.Core.Errors;
using Relevo.Core.Records;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Stages;

/// <summary>Brings the former champion and its traffic back: first the traffic, then the alias, so that a kill in between is mended by running again.</summary>
public sealed class RollbackStage(StageContext context)
{
    /// <summary>Rolls back.</summary>
    public async IAsyncEnumerable<StageEvent> RunAsync(RollbackOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var started = context.Time.GetUtcNow();
        var (model, alias, _) = ModelAliases.Of(context.Project);
        var models = context.Workspace.Models;
        var current = await models.FindByAliasAsync(model, alias, cancellationToken) ?? throw new RelevoException(
            $"The model '{model}' has no '{alias}', so there is nothing to roll back.", "run Ship first.", ExitCode.Workspace);
        var target = await TargetAsync(model, alias, current, options, cancellationToken);
        string? endpointName = null, deployment = null;
        if (context.Project.EndpointFile is not null && context.Project.DeploymentFile is not null)
        {
            var (endpoint, definition) = DeployStage.Load(context);
            endpointName = endpoint.Name;
            var state = await context.Workspace.Endpoints.FindAsync(endpoint.Name, cancellationToken);
            deployment = DeploymentSlots.For(definition.Name, state, target);
            var request = new DeployRequest { Endpoint = endpoint, Deployment = definition, DeploymentName = deployment, Model = target };
            await foreach (var step in context.Workspace.Endpoints.DeployAsync(request, cancellationToken)) yield return new StageEvent.Deploying(step);
            await context.Workspace.Endpoints.SetTrafficAsync(endpoint.Name, new Dictionary<string, int> { [deployment] = 100 }, cancellationToken);
        }
        await MoveAliasAsync(model, alias, current, target, options, cancellationToken);
        var record = new RollbackRecord { From = ModelVersionReference.Of(current), To = ModelVersionReference.Of(target), Endpoint = endpointName, Deployment = deployment, Justification = options.Justification };
        var gate = await context.Records.FindLatestAsync<GateRecord>(GateRecord.StageName, context.Project.Name, cancellationToken);
        var stored = context.Finish(started, record, gate?.Reference);
        yield return new StageEvent.Completed(stored.Record, stored.File);
    }

    private async Task<ModelVersion> TargetAsync(string model, string alias, ModelVersion current, RollbackOptions options, CancellationToken cancellationToken)
    {
        var models = context.Workspace.Models;
        var version = options.ToVersion ?? ChampionHistory.Former(await models.AliasHistoryAsync(model, alias, cancellationToken)) ?? throw new RelevoException(
            $"'{model}' has had no champion before version {current.Version}, so there is none to go back to.",
            "name a version with --to-version, or Teardown the environment.",
            ExitCode.Workspace);
        if (version == current.Version)
            throw new RelevoException($"Version {version} of '{model}' is the champion already.", "name another version with --to-version.", ExitCode.Workspace);
        if (await models.FindAsync(model, version, cancellationToken) is { } found) return found;
        var known = (await models.ListAsync(model, cancellationToken)).Select(v => v.Version);
        throw new RelevoException($"'{model}' has no version {version}.", $"choose one of: {string.Join(", ", known)}.", ExitCode.Configuration);
    }

    private async Task MoveAliasAsync(string model, string alias, ModelVersion current, ModelVersion target, RollbackOptions options, CancellationToken cancellationToken)
    {
        var why = options.Justification is { Length: > 0 } text ? $"{ChampionHistory.RollbackReason}: {text}" : ChampionHistory.RollbackReason;
        // The tag comes first: a version that was rolled back must never be promoted again by the next run, also after a kill right here.
        var stamp = context.Time.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        await context.Workspace.Models.SetTagsAsync(model, current.Version, new Dictionary<string, string> { [GateStage.RolledBackTag] = $"{stamp} by {context.By}" }, cancellationToken);
        var move = new AliasMove { Model = model, Alias = alias, ExpectedVersion = current.Version, NewVersion = target.Version, By = context.By, Reason = why };
        if (await context.Workspace.Models.TryMoveAliasAsync(move, cancellationToken)) return;
        throw new RelevoException(
            $"The alias '{alias}' of {model} moved while rolling back.", "run Status to see who is champion now, then Deploy or Rollback again.", ExitCode.Workspace);
    }
}
