namespace Relevo.Benchmarks.Measured;

/// <summary>The sample project in a folder of its own, shipped once: its endpoint runs and every step can be reused.</summary>
internal sealed class ShippedSample : IAsyncDisposable
{
    private TempFolder? _folder;

    /// <summary>Ships it where that was not done yet.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (_folder is not null) return;
        _folder = new TempFolder();
        Directory.CreateDirectory(_folder[".nuke"]);
        var source = Path.Combine(Repository.Root, "templates", "projects", "birdstrike");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(_folder["birdstrike"], Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!); // Below the folder, never a root.
            File.Copy(file, target);
        }
        await RunAsync(["Ship"], cancellationToken);
    }

    /// <summary>Runs targets by <c>build.sh</c>, as a person does.</summary>
    public Task RunAsync(IEnumerable<string> targets, CancellationToken cancellationToken) => _folder is null
        ? throw new InvalidOperationException("The sample is not prepared.")
        : Command.RunAsync(_folder.Path, "bash", [Path.Combine(Repository.Root, "build.sh"), .. targets, "--root", _folder.Path, "--project", "birdstrike"], cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_folder is null) return;
        await RunAsync(["Teardown", "--yes"], CancellationToken.None);
        _folder.Dispose();
        _folder = null;
    }
}
