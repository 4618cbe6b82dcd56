using Relevo.Mlflow.Protocol;

namespace Relevo.Mlflow;

public sealed partial class MlflowClient
{
    /// <summary>Lists one folder of a run's artifacts.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="path">The folder relative to the root; null for the root.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The entries, paths relative to the root.</returns>
    public async Task<IReadOnlyList<ArtifactFile>> ListArtifactsAsync(string runId, string? path, CancellationToken cancellationToken)
    {
        var files = new List<ArtifactFile>();
        for (string? token = null; ;)
        {
            var page = await GetAsync<ListArtifactsResponse>("artifacts/list", cancellationToken,
                Q("run_id", runId), Q("path", string.IsNullOrEmpty(path) ? null : path), Q("page_token", token)).ConfigureAwait(false);
            files.AddRange(page.Files);
            if (string.IsNullOrEmpty(page.NextPageToken) || page.NextPageToken == token)
                return files;
            token = page.NextPageToken;
        }
    }

    /// <summary>Uploads a file into a run's artifacts.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="file">The file on this machine.</param>
    /// <param name="artifactPath">The folder to put it in; null for the root.</param>
    /// <param name="cancellationToken">Stops the upload.</param>
    /// <returns>When the server has it whole.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public async Task LogArtifactAsync(string runId, string file, string? artifactPath, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            throw new FileNotFoundException($"There is no file '{file}' to log.", file);
        var store = await ArtifactStoreOfAsync(runId, cancellationToken).ConfigureAwait(false);
        await store.UploadAsync(Join(artifactPath, Path.GetFileName(file)), () => File.OpenRead(file), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Uploads the content of a folder, subfolders included, into a run's artifacts.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="folder">The folder on this machine.</param>
    /// <param name="artifactPath">The folder to put it in; null for the root.</param>
    /// <param name="cancellationToken">Stops the upload.</param>
    /// <returns>When the server has all files.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public async Task LogArtifactsAsync(string runId, string folder, string? artifactPath, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder '{folder}' to log.");
        var store = await ArtifactStoreOfAsync(runId, cancellationToken).ConfigureAwait(false);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var relative = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
            await store.UploadAsync(Join(artifactPath, relative), () => File.OpenRead(file), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Uploads text as a file into a run's artifacts.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="text">The text; written as UTF-8.</param>
    /// <param name="artifactFile">The path with the file's name.</param>
    /// <param name="cancellationToken">Stops the upload.</param>
    /// <returns>When the server has it.</returns>
    public async Task LogTextAsync(string runId, string text, string artifactFile, CancellationToken cancellationToken)
    {
        var store = await ArtifactStoreOfAsync(runId, cancellationToken).ConfigureAwait(false);
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        await store.UploadAsync(Join(null, artifactFile), () => new MemoryStream(bytes, writable: false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Downloads a file or a whole folder of a run's artifacts.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="path">The file or folder; null for all.</param>
    /// <param name="folder">The folder on this machine that receives it, made where absent; paths below it are those of the run.</param>
    /// <param name="cancellationToken">Stops the download.</param>
    /// <returns>The local path of what was asked for.</returns>
    public async Task<string> DownloadArtifactsAsync(string runId, string? path, string folder, CancellationToken cancellationToken)
    {
        var store = await ArtifactStoreOfAsync(runId, cancellationToken).ConfigureAwait(false);
        var asked = path?.Trim('/') ?? "";
        var root = Path.GetFullPath(folder);
        Directory.CreateDirectory(root);
        var pending = new Stack<string>([asked]);
        var files = new List<string>();
        while (pending.TryPop(out var next))
        {
            var entries = await ListArtifactsAsync(runId, next, cancellationToken).ConfigureAwait(false);
            if (entries.Count == 0 && next == asked && asked.Length > 0)
                files.Add(asked);
            foreach (var entry in entries.Where(e => e.Path != next))
            {
                if (entry.IsDir)
                    pending.Push(entry.Path);
                else
                    files.Add(entry.Path);
            }
            if (entries.Any(e => e.Path == next && !e.IsDir))
                files.Add(next);
        }
        foreach (var file in files)
            await store.DownloadAsync(file, Inside(root, file), cancellationToken).ConfigureAwait(false);
        return Inside(root, asked);
    }

    private async Task<ArtifactStore> ArtifactStoreOfAsync(string runId, CancellationToken cancellationToken)
    {
        var run = await GetRunAsync(runId, cancellationToken).ConfigureAwait(false);
        return ArtifactStore.For(run.Info.ArtifactUri ?? "", _transport);
    }

    private static string Join(string? folder, string file) =>
        string.IsNullOrEmpty(folder?.Trim('/')) ? file.TrimStart('/') : $"{folder.Trim('/')}/{file.TrimStart('/')}";

    // A server may be hostile: a path that it lists must not leave the folder of the download.
    private static string Inside(string root, string path)
    {
        var full = Path.GetFullPath(Path.Combine(root, path));
        return full == root || full.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new MlflowException(ErrorCodes.InvalidParameterValue, $"The artifact path '{path}' leaves the folder of the download.");
    }
}
