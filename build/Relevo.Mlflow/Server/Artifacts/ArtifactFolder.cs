using System.IO.Pipelines;
using Relevo.Mlflow.Protocol;

namespace Relevo.Mlflow.Server.Artifacts;

/// <summary>A folder of artifacts, addressed by paths from outside.</summary>
/// <param name="root">The folder that is never left.</param>
internal sealed class ArtifactFolder(string root)
{
    /// <summary>The entries of one folder by name; none where it is absent or a file, as on the real server.</summary>
    public IReadOnlyList<ArtifactFile> List(string path, bool isNameOnly)
    {
        var trimmed = path.Trim('/');
        var folder = new DirectoryInfo(ArtifactTree.Resolve(root, path.TrimEnd('/')));
        if (!folder.Exists)
            return [];
        return [.. folder.EnumerateFileSystemInfos()
            .Where(entry => entry.LinkTarget is null && !Upload.IsPartial(entry.Name) && entry.Name != ArtifactTree.Uploads)
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
    public Task WriteAsync(string path, PipeReader content, CancellationToken cancellationToken)
    {
        var target = ArtifactTree.Resolve(root, path);
        return target == root || Directory.Exists(target) || path.EndsWith('/')
            ? throw new MlflowException(ErrorCodes.InvalidParameterValue, $"'{path}' is a folder, not a file.")
            : Upload.WriteAsync(target, content, cancellationToken);
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
