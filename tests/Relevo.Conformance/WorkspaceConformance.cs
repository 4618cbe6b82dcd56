using Relevo.Core.Errors;
using Relevo.Core.Workspaces;

namespace Relevo.Conformance;

/// <summary>
/// What every workspace must do, whichever cloud or folder it lives in: subclass it with a way to open one. Each test gets a workspace
/// that holds nothing and tears it down at the end.
/// </summary>
public abstract partial class WorkspaceConformance : IAsyncLifetime
{
    private readonly List<IWorkspace> _opened = [];

    /// <summary>The project whose files a test writes.</summary>
    protected TestProject Project { get; } = new();

    /// <summary>The workspace under test.</summary>
    protected IWorkspace Workspace => _opened[0];

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens the workspace of <see cref="Project"/>; each call is like another process that opens the same one.</summary>
    protected abstract IWorkspace Open();

    public ValueTask InitializeAsync()
    {
        OpenAgain();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Workspace.Provisioning.TeardownAsync(CancellationToken.None);
        foreach (var workspace in _opened) await workspace.DisposeAsync();
        Project.Dispose();
        GC.SuppressFinalize(this);
    }

    protected IWorkspace OpenAgain()
    {
        _opened.Add(Open());
        return _opened[^1];
    }

    protected ProvisionRequest Request(params (string Name, int MaxInstances)[] computes) => new()
    {
        Project = "conformance",
        Environment = "dev",
        Variables = new Dictionary<string, string>(),
        Computes = [.. computes.Select(compute => Project.Compute(compute.Name, compute.MaxInstances))],
    };

    protected async Task<List<ProvisionEvent>> ProvisionAsync(params (string Name, int MaxInstances)[] computes)
    {
        var request = Request(computes);
        var plan = await Workspace.Provisioning.PlanAsync(request, Cancel);
        return await Workspace.Provisioning.ApplyAsync(request, plan, Cancel).ToListAsync(Cancel);
    }

    /// <summary>Registers a file with this text.</summary>
    protected async Task<RegisterDataEvent.Registered> RegisterTextAsync(string name, string text, string more = "")
    {
        Project.Write($"{name}.csv", text);
        var asset = Project.Data($"name: {name}\ntype: uri_file\npath: {name}.csv\n{more}");
        var events = await Workspace.Data.RegisterAsync(asset, Cancel).ToListAsync(Cancel);
        return Assert.IsType<RegisterDataEvent.Registered>(events[^1]);
    }

    protected async Task<(JobResult Result, List<JobEvent> Events)> RunAsync(string yaml, bool force = false)
    {
        var request = new JobRequest { Job = Project.Job(yaml), DefaultExperiment = "conformance", Force = force };
        var events = await Workspace.Jobs.RunAsync(request, Cancel).ToListAsync(Cancel);
        Assert.IsType<JobEvent.Started>(events[0]);
        return (Assert.IsType<JobEvent.Completed>(events[^1]).Result, events);
    }

    /// <summary>Runs a job whose output is a model that has learnt y = slope * x.</summary>
    protected async Task<JobResult> TrainAsync(double slope)
    {
        var folder = LineModel.Train(slope, Path.Combine(Project.Folder, $"model-{slope}"));
        var (result, _) = await RunAsync($$$"""
            type: pipeline
            inputs:
              ready: { type: uri_folder, path: {{{folder}}} }
            outputs:
              trained_model: { type: custom_model }
            jobs:
              train:
                type: command
                inputs: { ready: '${{parent.inputs.ready}}' }
                outputs: { trained_model: '${{parent.outputs.trained_model}}' }
                environment: azureml:any@latest
                command: cp -R ${{inputs.ready}}/. ${{outputs.trained_model}}/
            """);
        Assert.True(result.Status == JobStatus.Completed, string.Join('\n', result.Steps.Select(step => $"{step.Step}: {step.Status}, {step.Reason}")));
        return result;
    }

    protected async Task<ModelVersion> RegisterModelAsync(double slope)
    {
        var trained = await TrainAsync(slope);
        return await Workspace.Models.RegisterAsync(Registration(trained), Cancel);
    }

    protected static ModelRegistration Registration(JobResult trained) => new()
    {
        Model = "line",
        Output = trained.Outputs["trained_model"],
        RunId = trained.RunId,
        Tags = new Dictionary<string, string> { ["origin"] = "conformance" },
    };

    protected static AliasMove Move(string? from, string? to) => new()
    {
        Model = "line",
        Alias = "champion",
        ExpectedVersion = from,
        NewVersion = to,
        By = "tester",
        Reason = $"{from ?? "none"} to {to ?? "none"}",
    };

    protected static async Task<RelevoException> RefusedAsync(Func<Task> action)
    {
        var fault = await Assert.ThrowsAsync<RelevoException>(action);
        Assert.DoesNotContain("   at ", fault.Message, StringComparison.Ordinal);
        return fault;
    }
}
