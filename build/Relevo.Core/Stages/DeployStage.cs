using System.Runtime.CompilerServices;
using Relevo.Core.Assets;
using Relevo.Core.Endpoints;
using Relevo.Core.Errors;
using Relevo.Core.Records;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Stages;

/// <summary>
/// Makes the endpoint serve the champion, blue/green: a second deployment without traffic, healthy, smoke-tested, then all traffic at once.
/// The deployment that had it stays, without traffic, for <c>Rollback</c>.
/// </summary>
public sealed class DeployStage(StageContext context)
{
    /// <summary>Deploys the champion, or leaves everything as it is where the champion is live already.</summary>
    public async IAsyncEnumerable<StageEvent> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var started = context.Time.GetUtcNow();
        var (endpoint, deployment) = Load(context);
        var champion = await ChampionAsync(endpoint, cancellationToken);
        var before = await context.Workspace.Endpoints.FindAsync(endpoint.Name, cancellationToken);
        var target = DeploymentSlots.For(deployment.Name, before, champion);
        EndpointState? now = null;
        var isNew = false;
        var request = new DeployRequest { Endpoint = endpoint, Deployment = deployment, DeploymentName = target, Model = champion };
        await foreach (var step in context.Workspace.Endpoints.DeployAsync(request, cancellationToken))
        {
            yield return new StageEvent.Deploying(step);
            if (step is DeployEvent.Healthy healthy) (now, isNew) = (healthy.Endpoint, healthy.IsNew);
        }
        if (now is null) throw new InvalidOperationException("The deployment ended without saying how.");
        var trafficBefore = Traffic(before);
        var switches = now.Live?.Name != target || now.Live?.TrafficPercent != 100;
        if (switches)
        {
            yield return new StageEvent.Note(await SmokeTestAsync(endpoint.Name, target, cancellationToken));
            await context.Workspace.Endpoints.SetTrafficAsync(endpoint.Name, new Dictionary<string, int> { [target] = 100 }, cancellationToken);
            now = await context.Workspace.Endpoints.FindAsync(endpoint.Name, cancellationToken) ?? now;
        }
        var record = new DeployRecord
        {
            Endpoint = endpoint.Name,
            ScoringUri = now.ScoringUri ?? throw new InvalidOperationException("A healthy endpoint without an address."),
            Deployment = target,
            Model = ModelVersionReference.Of(champion),
            HasChanged = isNew || switches,
            TrafficBefore = trafficBefore,
            TrafficAfter = Traffic(now),
            SampleCommand = context.Project.SampleRequestFile is { } file ? await context.Workspace.Endpoints.SampleCommandAsync(endpoint.Name, file, cancellationToken) : null,
        };
        var gate = await context.Records.FindLatestAsync<GateRecord>(GateRecord.StageName, context.Project.Name, cancellationToken);
        var stored = context.Finish(started, record, gate?.Reference);
        yield return new StageEvent.Completed(stored.Record, stored.File);
    }

    /// <summary>Reads the project's endpoint and deployment.</summary>
    /// <exception cref="RelevoException">The project names none, or they do not fit together.</exception>
    public static (OnlineEndpoint Endpoint, OnlineDeployment Deployment) Load(StageContext context)
    {
        if (context.Project is not { EndpointFile: { } endpointFile, DeploymentFile: { } deploymentFile })
        {
            throw new RelevoException(
                $"{context.Project.File} names no endpoint and deployment.",
                "add 'endpoint:' and 'deployment:' with their Azure ML YAML files, or leave the targets out with --skip deploy smoke-test.",
                ExitCode.Configuration);
        }
        var endpoint = AzureMlYaml.LoadOnlineEndpoint(endpointFile);
        var deployment = AzureMlYaml.LoadOnlineDeployment(deploymentFile);
        if (deployment.EndpointName is { } named && named != endpoint.Name)
        {
            throw new RelevoException(
                $"{deployment.Location}: the deployment '{deployment.Name}' is for the endpoint '{named}', but the project's endpoint is '{endpoint.Name}'.",
                "use the same name in both files.",
                ExitCode.Configuration);
        }
        return (endpoint, deployment);
    }

    private async Task<ModelVersion> ChampionAsync(OnlineEndpoint endpoint, CancellationToken cancellationToken)
    {
        var aliases = ModelAliases.Of(context.Project);
        return await context.Workspace.Models.FindByAliasAsync(aliases.Model, aliases.Champion, cancellationToken) ?? throw new RelevoException(
            $"There is nothing to deploy to '{endpoint.Name}': the model '{aliases.Model}' has no '{aliases.Champion}' yet.",
            "run Train and Gate first.",
            ExitCode.Workspace);
    }

    private async Task<string> SmokeTestAsync(string endpoint, string deployment, CancellationToken cancellationToken)
    {
        if (context.Project.SampleRequestFile is not { } file) return "no sample_request in relevo.yml, so the deployment gets its traffic on its health probe alone.";
        var response = await context.Workspace.Endpoints.InvokeAsync(endpoint, deployment, await File.ReadAllTextAsync(file, cancellationToken), cancellationToken);
        if (SmokeTest.Fault(response) is { } fault)
        {
            throw new RelevoException(
                $"The smoke test of deployment '{deployment}' failed before it got traffic: {fault}",
                "mend the model or the sample request, then run Deploy again; the live deployment is untouched.",
                ExitCode.Workspace);
        }
        return $"smoke test of '{deployment}' passed before it gets traffic ({response.Duration.TotalMilliseconds:0} ms): {SmokeTest.Excerpt(response.Body, 120)}";
    }

    private static Dictionary<string, int> Traffic(EndpointState? endpoint) =>
        endpoint?.Deployments.Where(d => d.TrafficPercent > 0).ToDictionary(d => d.Name, d => d.TrafficPercent) ?? [];
}
