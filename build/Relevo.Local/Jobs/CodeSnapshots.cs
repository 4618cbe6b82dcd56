using System.Collections.Concurrent;
using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Local.Store;

namespace Relevo.Local.Jobs;

/// <summary>
/// The code of steps, copied once by digest, so that an edit while a job runs changes nothing and an unchanged C# step keeps its
/// build. A step starts in its snapshot, as on Azure ML; it must not write there.
/// </summary>
internal sealed class CodeSnapshots(LocalJobsOptions options, ContentStore content) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ContentManifest>>> _manifests = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly HashSet<string> _intact = new(StringComparer.Ordinal);
    private bool _hasBoundary;

    /// <summary>What a step's code is; null for a step without.</summary>
    /// <exception cref="RelevoException">The folder is missing, or not on this machine.</exception>
    public async Task<ContentManifest?> FindAsync(StepDefinition step, CancellationToken cancellationToken)
    {
        if (step.Code is null && step.AdditionalIncludes.Count == 0) return null;
        var parts = new List<ContentEntry>();
        foreach (var (path, prefix) in Sources(step))
        {
            var manifest = await _manifests.GetOrAdd(path, key => new(() => content.HashCodeAsync(key, cancellationToken))).Value;
            parts.AddRange(manifest.Entries.Select(entry => entry with { Path = prefix + entry.Path }));
        }
        return ContentManifest.Create(parts.DistinctBy(entry => entry.Path));
    }

    /// <summary>Makes the folder that a step starts in.</summary>
    public async Task<string> MakeAsync(StepDefinition step, ContentManifest manifest, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(options.Folder.Snapshots, manifest.Digest);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            Directory.CreateDirectory(options.Folder.Snapshots);
            if (!_hasBoundary) SnapshotBoundary.Write(options.Folder.Snapshots, options.MlflowAssembly);
            _hasBoundary = true;
            if (!await IsIntactAsync(folder, manifest, cancellationToken))
            {
                ContentStore.Discard(folder);
                await File.WriteAllTextAsync(ManifestFile(manifest.Digest), manifest.Text, cancellationToken);
                await content.SnapshotAsync(Sources(step), manifest, folder, cancellationToken);
                _intact.Add(manifest.Digest);
            }
            return folder;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The files of code that a step ran with; null where they are not known any more.</summary>
    public ContentManifest? ManifestOf(string digest) =>
        _manifests.Values.Select(manifest => manifest.Value).FirstOrDefault(task => task.IsCompletedSuccessfully && task.Result.Digest == digest)?.Result
        ?? (File.Exists(ManifestFile(digest)) ? ContentManifest.Parse(File.ReadAllText(ManifestFile(digest))) : null);

    /// <summary>Frees the gate.</summary>
    public void Dispose() => _gate.Dispose();

    // A step may have written over its own code, which would then no longer be what the digest says. Looked at once for each job.
    private async Task<bool> IsIntactAsync(string folder, ContentManifest manifest, CancellationToken cancellationToken) =>
        _intact.Contains(manifest.Digest) || (Directory.Exists(folder) && await content.HoldsAsync(folder, manifest, cancellationToken) && _intact.Add(manifest.Digest));

    private string ManifestFile(string digest) => Path.Combine(options.Folder.Snapshots, digest + ".manifest");

    private static List<(string Path, string Prefix)> Sources(StepDefinition step)
    {
        var sources = new List<(string, string)>();
        if (step.Code is AssetPath.Local local)
        {
            if (!Path.Exists(local.FullPath))
            {
                throw new RelevoException(
                    $"{step.Location}: the code of step '{step.Name}' is '{local.FullPath}', which does not exist.", "correct 'code:'.", ExitCode.Configuration);
            }
            sources.Add((local.FullPath, ""));
        }
        else if (step.Code is { } other)
        {
            throw new RelevoException(
                $"{step.Location}: the code of step '{step.Name}' is at '{other}', which a local workspace cannot read.",
                "name a folder on this machine.", ExitCode.Configuration);
        }
        foreach (var include in step.AdditionalIncludes) sources.Add((include, Directory.Exists(include) ? Path.GetFileName(include) + "/" : ""));
        return sources;
    }
}
