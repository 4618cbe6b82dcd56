using System.Diagnostics;
using System.Runtime.CompilerServices;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Tests.Store;

/// <summary>This very program as a child that writes until it is killed: started with a variable, it never gets to its tests.</summary>
internal static class Hammer
{
    private const string Variable = "RELEVO_TEST_HAMMER";

    public static Process Start(string folder)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(Hammer).Assembly.Location]) { RedirectStandardOutput = true };
        start.Environment[Variable] = folder;
        return Process.Start(start)!; // Not a document, so a process is always started.
    }

#pragma warning disable CA2255 // This is a program of its own, and the only place before the test runner's entry point.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void TakeOver()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } folder)
            return;
        WriteForEverAsync(folder).GetAwaiter().GetResult();
    }

    // A line on standard output is what was acknowledged.
    private static async Task WriteForEverAsync(string folder)
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
}
