using System.Diagnostics;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Tests;

/// <summary>This very program as a child process: started with a variable, it does that work instead of its tests.</summary>
internal static class ChildProgram
{
    private const string Variable = "RELEVO_TEST_CHILD";

    /// <summary>A child that writes into the store of a folder until it is killed, and prints what was acknowledged.</summary>
    public static Process Hammer(string folder) => Start("hammer", ("FOLDER", folder));

    /// <summary>A training script that fails with an unhandled exception.</summary>
    public static Process FailingScript(Uri trackingUri, bool isAsync) => Start(isAsync ? "fail async" : "fail", ("MLFLOW_TRACKING_URI", trackingUri.ToString()), ("MLFLOW_EXPERIMENT_NAME", "scripts"));

    public static async Task<bool> TryRunAsync()
    {
        switch (Environment.GetEnvironmentVariable(Variable))
        {
            case "hammer":
                await HammerAsync(Environment.GetEnvironmentVariable("FOLDER")!); // Set by Hammer.
                return true;
            case "fail async":
                Fail();
                return true;
            case "fail":
                var thread = new Thread(Fail);
                thread.Start();
                thread.Join();
                return true;
            default:
                return false;
        }
    }

    private static void Fail()
    {
        using var mlflow = MlflowClient.FromEnvironment();
        using var run = mlflow.StartRun("fails");
        run.LogMetric("rmse", 2.86);
        throw new InvalidOperationException("the script's own fault");
    }

    private static async Task HammerAsync(string folder)
    {
        var store = await TrackingStore.OpenAsync(
            new() { DatabasePath = Path.Combine(folder, "store.db"), ArtifactsPath = Path.Combine(folder, "artifacts") }, CancellationToken.None);
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        var run = (await store.CreateRunAsync("0", "hammered", null, null, [], CancellationToken.None)).Id;
        for (var batch = 0; ; batch++)
        {
            var points = Enumerable.Range(0, 10).Select(i => new Metric { Key = "m", Value = i, Step = (batch * 10) + i, Timestamp = 1 }).ToList();
            await store.LogBatchAsync(run, points, [], [new Tag("batch", batch.ToString())], CancellationToken.None);
            await output.WriteLineAsync($"{run} {batch}");
        }
    }

    private static Process Start(string work, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(ChildProgram).Assembly.Location]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Variable] = work;
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        return Process.Start(start)!; // Not a document, so a process is always started.
    }
}
