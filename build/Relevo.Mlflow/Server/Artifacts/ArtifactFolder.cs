using Relevo.Mlflow.Protocol;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Server.Artifacts;

/// <summary>A folder of artifacts, addressed by paths from outside.</summary>
/// <param name="root">The folder that is never left.</param>
internal sealed class ArtifactFolder(string root)
{
    private const string PartialSuffix = ".part~";

    /// <summary>The entries of one folder by name; none where it is absent or a file, as on the real server.</summary>
    public IReadOnlyList<ArtifactFile> List(string path, bool isNameOnly)
    {
        var trimmed = path.Trim('/');
        var folder = new DirectoryInfo(ArtifactTree.Resolve(root, path.TrimEnd('/')));
        if (!folder.Exists)
            return [];
        return [.. folder.EnumerateFileSystemInfos()
            .Where(entry => entry.LinkTarget is null && !entry.Name.EndsWith(PartialSuffix, StringComparison.Ordinal))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => new ArtifactFile
            {
                Path = isNameOnly || trimmed.Length == 0 ? entry.Name : $"{trimmed}/{entry.Name}",
                IsDir = entry is DirectoryInfo,
                FileSize = (entry as FileInfo)?.Length,
            })];
    }

    public FileInfo File(string path)
    {
        var file = new FileInfo(ArtifactTree.Resolve(root, path));
        return file.Exists ? file : throw Absent(path);
    }

    /// <summary>Writes a whole file or nothing: a broken upload leaves what was there before.</summary>
    public async Task WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var target = ArtifactTree.Resolve(root, path);
        if (target == root || Directory.Exists(target) || path.EndsWith('/'))
            throw new MlflowException(ErrorCodes.InvalidParameterValue, $"'{path}' is a folder, not a file.");
        var partial = $"{target}.{Guid.NewGuid():N}{PartialSuffix}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!); // Below the root, so it has a folder.
            using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous))
                await content.CopyToAsync(file, 1 << 20, cancellationToken);
            System.IO.File.Move(partial, target, overwrite: true);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not Microsoft.AspNetCore.Http.BadHttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            throw StoreFaults.Unwritable(target, e);
        }
        finally
        {
            System.IO.File.Delete(partial);
        }
    }

    public void Delete(string path)
    {
        var target = ArtifactTree.Resolve(root, path);
        if (target == root)
            throw new MlflowException(ErrorCodes.InvalidParameterValue, "Invalid path");
        if (Directory.Exists(target))
            Directory.Delete(target, recursive: true);
        else if (System.IO.File.Exists(target))
            System.IO.File.Delete(target);
        else
            throw Absent(path);
    }

    private static MlflowException Absent(string path) => new(ErrorCodes.ResourceDoesNotExist, $"No such artifact: '{path}'");
}
