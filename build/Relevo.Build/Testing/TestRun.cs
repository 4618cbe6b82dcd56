using System.Diagnostics;
using System.Xml.Linq;
using Relevo.Core.Errors;

namespace Relevo.Build.Testing;

/// <summary>Builds and runs the test projects: each is a program of its own that writes its results as xunit's XML.</summary>
internal static class TestRun
{
    // A program that measures is run by hand, and one that a test starts holds no tests itself.
    private static readonly string[] NoTests = ["Relevo.Benchmarks", "Relevo.Engine.SampleBuild"];

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Runs them one after the other, and ends with the sum on a line of its own.</summary>
    public static async Task<TestOutcome> RunAsync(string root, string? only, CancellationToken cancellationToken)
    {
        var projects = Find(root, only);
        if (await StartAsync(root, ["build", Path.Combine(root, "Relevo.slnx"), "-c", "Release", "-v", "quiet", "-nologo", "-clp:NoSummary"], cancellationToken) != 0)
            throw new RelevoException("The tests do not compile.", "see the lines above.", ExitCode.Bug);
        var results = Directory.CreateDirectory(Path.Combine(root, "artifacts", "tests")).FullName;
        int passed = 0, failed = 0, skipped = 0;
        List<string> broken = [];
        foreach (var project in projects)
        {
            var name = Path.GetFileName(project);
            var file = Path.Combine(results, $"{name}.xml");
            File.Delete(file);
            Console.WriteLine($"{name}:");
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Longest);
            await RunAsync(project, ["exec", Path.Combine(project, "bin", "Release", "net10.0", $"{name}.dll"), "-result-xml", file, "-noLogo", "-noColor"], limit.Token, cancellationToken);
            if (!File.Exists(file))
            {
                broken.Add(name);
                continue;
            }
            foreach (var assembly in XDocument.Load(file).Descendants("assembly"))
            {
                passed += (int?)assembly.Attribute("passed") ?? 0;
                failed += ((int?)assembly.Attribute("failed") ?? 0) + ((int?)assembly.Attribute("errors") ?? 0);
                skipped += ((int?)assembly.Attribute("skipped") ?? 0) + ((int?)assembly.Attribute("not-run") ?? 0);
            }
        }
        Console.WriteLine($"{passed} passed, {failed + broken.Count} failed, {skipped} skipped");
        return new(passed, failed, skipped, broken);
    }

    private static List<string> Find(string root, string? only)
    {
        var folder = Path.Combine(root, "tests");
        if (!Directory.Exists(folder)) throw new RelevoException($"There is no {folder}.", "run Test in the toolkit's own repository.", ExitCode.Configuration);
        var all = Directory.EnumerateDirectories(folder).Where(d => File.Exists(Path.Combine(d, Path.GetFileName(d) + ".csproj")) && !NoTests.Contains(Path.GetFileName(d))).Order(StringComparer.Ordinal).ToList();
        var chosen = only is null ? all : all.FindAll(d => Path.GetFileName(d).Contains(only, StringComparison.OrdinalIgnoreCase));
        if (chosen.Count > 0) return chosen;
        throw new RelevoException($"No test project's name holds '{only}'.", $"choose one of: {string.Join(", ", all.Select(Path.GetFileName))}.", ExitCode.Configuration);
    }

    /// <summary>Runs a test project; one that hangs is ended, and counts as broken.</summary>
    private static async Task RunAsync(string folder, IEnumerable<string> arguments, CancellationToken limit, CancellationToken cancellationToken)
    {
        try
        {
            await StartAsync(folder, arguments, limit);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine($"{Path.GetFileName(folder)} was ended after {Longest.TotalMinutes:0} minutes.");
        }
    }

    private static async Task<int> StartAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder }) ?? throw new InvalidOperationException("dotnet did not start.");
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return process.ExitCode;
    }
}
