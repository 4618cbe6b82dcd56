using Relevo.Core.Workspaces;
using Relevo.Local.Store;

namespace Relevo.Local.Registry;

/// <summary>Keeps models among the MLflow artifacts of a run.</summary>
/// <param name="parts">The workspace.</param>
/// <param name="folder">The run's artifact folder; it need not exist.</param>
internal sealed class RunArtifacts(WorkspaceParts parts, string folder)
{
    private const string Model = "model";

    /// <summary>
    /// Copies a model into the artifacts, by one rename. What is there with the same content is kept; where the run has another
    /// model under the usual name, this one gets a name of its own.
    /// </summary>
    /// <returns>The artifact path, such as <c>model</c>.</returns>
    public async Task<string> AddModelAsync(OutputLocation output, string digest, CancellationToken cancellationToken)
    {
        foreach (var name in (string[])[Model, $"{Model}-{digest[..12]}"])
        {
            var target = Path.Combine(folder, name);
            if (!Directory.Exists(target))
            {
                await CopyAsync(output.Uri, target, cancellationToken);
                return name;
            }
            if ((await parts.Content().HashAsync(target, cancellationToken)).Digest == digest) return name;
        }
        throw new IOException($"'{folder}' holds other files under the name of this model's digest.");
    }

    private async Task CopyAsync(string source, string target, CancellationToken cancellationToken)
    {
        var staging = parts.NewUnfinishedArtifact();
        try
        {
            await Task.Run(() => Copy(source, staging, cancellationToken), cancellationToken);
            Directory.CreateDirectory(folder);
            Directory.Move(staging, target);
        }
        catch (Exception fault) when (StorageFaults.IsStorageFault(fault))
        {
            throw StorageFaults.Translate(fault, parts.Folder.Root);
        }
        finally
        {
            if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
        }
    }

    private static void Copy(string source, string target, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(target);
        if (File.Exists(source))
        {
            File.Copy(source, Path.Combine(target, Path.GetFileName(source)));
            return;
        }
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!); // Below the target, never a root.
            File.Copy(file, copy);
        }
    }
}
