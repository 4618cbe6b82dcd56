using System.Runtime.CompilerServices;
using Relevo.Core.Assets;
using Relevo.Core.Records;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Stages;

/// <summary>Makes the workspace and its computes what the environment asks for.</summary>
public sealed class ProvisionStage(StageContext context)
{
    /// <summary>What the environment asks of its workspace.</summary>
    public static ProvisionRequest Request(StageContext context) => new()
    {
        Project = context.Project.Name,
        Environment = context.Environment.Name,
        Variables = context.Environment.Variables.Values,
        Computes = [.. context.Project.ComputeFiles.Select(file => AzureMlYaml.LoadCompute(file))],
    };

    /// <summary>Compares, then changes the difference only.</summary>
    public async IAsyncEnumerable<StageEvent> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var started = context.Time.GetUtcNow();
        var request = Request(context);
        var plan = await context.Workspace.Provisioning.PlanAsync(request, cancellationToken);
        await foreach (var step in context.Workspace.Provisioning.ApplyAsync(request, plan, cancellationToken)) yield return new StageEvent.Provisioning(step);
        var record = new ProvisionRecord { Location = context.Workspace.Location, Changes = plan };
        var stored = context.Finish(started, record);
        yield return new StageEvent.Completed(stored.Record, stored.File);
    }
}
