using Relevo.Core.Workspaces;

namespace Relevo.Local.Tests.Jobs;

public sealed class DotnetStepTests
{
    // Around the workspace lies a repository whose settings would break the step: central versions, warnings as errors, an SDK that is not there.
    [Fact]
    public async Task A_csharp_file_logs_to_the_embedded_server_whatever_repository_surrounds_it()
    {
        await using var workspace = await JobsFixture.NewAsync();
        workspace.Serves = true;
        workspace.Write("Directory.Packages.props", "<Project><PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup></Project>");
        workspace.Write("Directory.Build.props", "<Project><PropertyGroup><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup></Project>");
        workspace.Write("global.json", """{ "sdk": { "version": "1.0.0", "rollForward": "disable" } }""");
        workspace.Write("src/train.cs", """
            #:package Relevo.Mlflow@0.1.0
            using Relevo.Mlflow;
            int unused;
            using var mlflow = MlflowClient.FromEnvironment();
            using var run = mlflow.StartRun("train");
            run.LogMetric("rmse", 2.5);
            run.LogParam("rate", args[0]);
            Console.WriteLine($"run {run.Id}");
            """);
        var (result, events) = await workspace.RunAsync("""
            type: command
            command: dotnet run train.cs -- ${{inputs.rate}}
            code: src
            inputs:
              rate: 0.5
            """);

        Assert.True(result.Status == JobStatus.Completed, string.Join("\n", events.OfType<JobEvent.StepOutput>().Select(line => line.Line)));
        var run = workspace.Tracking.GetRun(result.Steps[0].RunId);
        Assert.Contains(events.OfType<JobEvent.StepOutput>(), line => line.Line == $"run {run.Info.RunId}");
        Assert.Equal(2.5, run.Data.Metrics.Single().Value);
        Assert.Equal("0.5", run.Data.Params.Single().Value);
        Assert.Empty(ProcessProbe.Of(result.RunId));
    }
}
