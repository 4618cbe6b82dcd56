using System.Diagnostics;

namespace Relevo.Mlflow.Tests.Pages;

/// <summary>The pages in headless Chromium, by <c>browser/walk.mjs</c>. Needs node, npm, chromium, and once the npm registry.</summary>
public sealed class BrowserTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task The_pages_work_by_keyboard_in_a_real_browser()
    {
        var node = Find("node");
        var npm = Find("npm");
        var chromium = Find("chromium", "chromium-browser", "google-chrome");
        Assert.SkipWhen(node is null, "node is not installed");
        Assert.SkipWhen(npm is null, "npm is not installed");
        Assert.SkipWhen(chromium is null, "chromium is not installed");
        var folder = Path.Combine(Root(), "tests", "Relevo.Mlflow.Tests", "Pages", "browser");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "playwright-core")))
        {
            var (installed, told) = await RunAsync(npm!, folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            Assert.SkipWhen(installed != 0, $"npm cannot install playwright-core: {told}");
        }
        await using var pages = await PageServer.StartAsync();
        using var profile = new TempFolder();
        var (code, output) = await RunAsync(node!, folder, ["walk.mjs", pages.Server.Server.BaseAddress.ToString(), chromium!, profile["profile"], pages.Seed.Experiment, .. Pictures()]);
        Assert.True(code == 0, output);
    }

    // A folder for screenshots, for whoever works on the pages.
    private static IEnumerable<string> Pictures() => Environment.GetEnvironmentVariable("RELEVO_SCREENSHOTS") is { Length: > 0 } folder ? [folder] : [];

    private static async Task<(int Code, string Output)> RunAsync(string program, string folder, params string[] args)
    {
        var start = new ProcessStartInfo(program, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestServer.Token);
        patience.CancelAfter(Patience);
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static string? Find(params string[] names) => names
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, $"{name}.exe"), Path.Combine(folder, $"{name}.cmd") }))
        .FirstOrDefault(File.Exists);

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Relevo.slnx")))
                return folder.FullName;
        }
        throw new InvalidOperationException("The tests run outside of the repository.");
    }
}
