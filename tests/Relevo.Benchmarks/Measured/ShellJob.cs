using System.Text;
using Relevo.Core.Assets;
using Relevo.Core.Workspaces;
using Relevo.Local;

namespace Relevo.Benchmarks.Measured;

/// <summary>A pipeline of steps that do nothing, each after the one before, in a workspace of its own.</summary>
internal sealed class ShellJob : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LocalWorkspace _workspace;
    private readonly JobRequest _request;

    /// <summary>Makes the workspace.</summary>
    public ShellJob(int steps)
    {
        _workspace = LocalWorkspace.Open(new() { Folder = _folder[".relevo"], Project = "benchmarks", Environment = "dev" });
        var yaml = new StringBuilder("type: pipeline\njobs:\n");
        for (var step = 0; step < steps; step++)
        {
            yaml.Append($"  step{step}:\n    type: command\n    environment: azureml:any@latest\n    command: 'true'\n");
            yaml.Append("    outputs:\n      done: { type: uri_folder }\n");
            if (step > 0) yaml.Append($"    inputs:\n      before: '${{{{parent.jobs.step{step - 1}.outputs.done}}}}'\n");
        }
        File.WriteAllText(_folder["job.yml"], yaml.ToString());
        _request = new() { Job = AzureMlYaml.LoadJob(_folder["job.yml"]), DefaultExperiment = "benchmarks", Force = true };
    }

    /// <summary>Makes the workspace's tables.</summary>
    public async Task ProvisionAsync(CancellationToken cancellationToken)
    {
        var request = new ProvisionRequest { Project = "benchmarks", Environment = "dev", Variables = new Dictionary<string, string>(), Computes = [] };
        var plan = await _workspace.Provisioning.PlanAsync(request, cancellationToken);
        await foreach (var _ in _workspace.Provisioning.ApplyAsync(request, plan, cancellationToken))
        {
        }
    }

    /// <summary>Runs every step.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var step in _workspace.Jobs.RunAsync(_request, cancellationToken))
        {
            if (step is JobEvent.Completed { Result: { Status: not JobStatus.Completed } result })
                throw new InvalidOperationException($"The job ended {result.Status}: {string.Join("; ", result.Steps.Select(s => s.Reason))}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _workspace.DisposeAsync();
        _folder.Dispose();
    }
}
