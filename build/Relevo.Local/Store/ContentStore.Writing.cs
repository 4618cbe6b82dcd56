using System.Collections.Concurrent;
using Relevo.Core.Errors;
using Relevo.Local.Jobs.Processes;

namespace Relevo.Local.Store;

public sealed partial class ContentStore
{
    /// <summary>Copies a file or folder into the store. The same content again is hashed, not copied.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="progress">Told of bytes as they are read; content that is new is read twice.</param>
    /// <param name="cancellationToken">Stops the copy and leaves nothing behind.</param>
    /// <exception cref="RelevoException">It is missing, cannot be read, changes while it is read, or the disk is full.</exception>
    public async Task<ContentTree> AddAsync(string path, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var manifest = await HashAsync(path, IgnoreRules.None, progress, cancellationToken);
        if (LooksWhole(manifest.Digest)) return new ContentTree(PathOf(manifest.Digest), manifest);
        return await GuardAsync(async () =>
        {
            var staging = NewStaging();
            try
            {
                await CopyAsync(FileTree.List(path, IgnoreRules.None, cancellationToken), manifest, staging, progress, cancellationToken);
                return Publish(staging, manifest);
            }
            finally
            {
                if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
            }
        });
    }

    /// <summary>
    /// Moves a finished folder into the store; the folder is gone afterwards. Nothing is copied, unless it holds links or lies on another disk.
    /// </summary>
    /// <exception cref="RelevoException">It is missing, or holds what cannot be kept.</exception>
    public async Task<ContentTree> AdoptAsync(string path, CancellationToken cancellationToken)
    {
        var manifest = await HashAsync(path, IgnoreRules.None, null, cancellationToken);
        return await GuardAsync(async () =>
        {
            if (HasLinks(path))
            {
                var tree = await AddAsync(path, null, cancellationToken);
                Directory.Delete(path, recursive: true);
                return tree;
            }
            if (LooksWhole(manifest.Digest))
            {
                Directory.Delete(path, recursive: true);
                return new ContentTree(PathOf(manifest.Digest), manifest);
            }
            Parallel.ForEach(manifest.Entries, entry => FileHash.Flush(Path.Combine(path, entry.Path)));
            var staging = NewStaging();
            Directory.Delete(staging);
            Directory.Move(path, staging);
            return Publish(staging, manifest);
        });
    }

    /// <summary>Copies code, without what is ignored, to one folder that must not exist yet, by one rename.</summary>
    /// <param name="sources">Files and folders, each with the prefix that its relative paths get.</param>
    /// <param name="manifest">What the folder must hold.</param>
    /// <param name="target">The folder to make.</param>
    /// <param name="cancellationToken">Stops the copy and leaves nothing behind.</param>
    /// <exception cref="RelevoException">A source changes while it is read, or the disk is full.</exception>
    public Task SnapshotAsync(
        IReadOnlyList<(string Path, string Prefix)> sources, ContentManifest manifest, string target, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var staging = Path.Combine(Path.GetDirectoryName(target)!, StagingName()); // a full path below the workspace, never a root
        Directory.CreateDirectory(staging);
        try
        {
            var files = sources.SelectMany(source => FileTree.List(source.Path, IgnoreRules.Of(source.Path), cancellationToken)
                .Select(file => file with { RelativePath = source.Prefix + file.RelativePath })).DistinctBy(file => file.RelativePath).ToList();
            await CopyAsync(files, manifest, staging, null, cancellationToken);
            foreach (var entry in manifest.Entries) MakeReadOnly(Path.Combine(staging, entry.Path));
            if (!TryMove(staging, target) && !Directory.Exists(target)) throw new IOException($"'{target}' could not be made.");
        }
        finally
        {
            if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
        }
        return true;
    });

    /// <summary>Removes a folder of the workspace, at once for whoever looks for it by its name. Does nothing where it is not there.</summary>
    public static void Discard(string path)
    {
        if (!Directory.Exists(path)) return;
        var aside = Path.Combine(Path.GetDirectoryName(path)!, StagingName()); // a full path below the workspace, never a root
        if (TryMove(path, aside)) Directory.Delete(aside, recursive: true);
    }

    /// <summary>Removes what killed processes left half-written; what living ones write is left alone.</summary>
    public void RemoveUnfinished()
    {
        foreach (var parent in new[] { folder.Store, folder.Snapshots }.Where(Directory.Exists))
            foreach (var left in Directory.EnumerateDirectories(parent, StagingPrefix + "*"))
                if (!IsInUse(Path.GetFileName(left))) Remove(left);
    }

    private static void Remove(string left)
    {
        try
        {
            Directory.Delete(left, recursive: true);
        }
        catch (IOException)
        {
            // Another process clears up too.
        }
    }

    private static bool IsInUse(string staging) =>
        int.TryParse(staging[StagingPrefix.Length..].Split('-')[0], out var processId) && ProcessTable.StartOf(processId) is not null;

    private static async Task CopyAsync(
        List<FileTree.Found> files, ContentManifest manifest, string staging, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var entries = new ConcurrentBag<ContentEntry>();
        foreach (var parent in files.Select(file => Path.GetDirectoryName(Path.Combine(staging, file.RelativePath))!).Distinct()) Directory.CreateDirectory(parent);
        await Parallel.ForEachAsync(files, cancellationToken, async (file, token) =>
        {
            var target = Path.Combine(staging, file.RelativePath);
            var sha256 = await FileHash.CopyAsync(file.FullPath, target, progress, token);
            KeepExecutable(file.FullPath, target);
            entries.Add(new ContentEntry(file.RelativePath, sha256, new FileInfo(target).Length));
        });
        if (!ContentManifest.Create(entries).Equals(manifest)) throw Changed(files.Count == 0 ? staging : files[0].FullPath);
    }

    private ContentTree Publish(string staging, ContentManifest manifest)
    {
        var target = PathOf(manifest.Digest);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!); // below the store, never a root
        foreach (var entry in manifest.Entries) MakeReadOnly(Path.Combine(staging, entry.Path));
        if (Directory.Exists(target) && !LooksWhole(manifest.Digest)) DiscardDamaged(target);
        WriteManifest(target + ManifestSuffix, manifest);
        if (!TryMove(staging, target))
        {
            if (!Directory.Exists(target)) throw new IOException($"'{target}' could not be made.");
            Directory.Delete(staging, recursive: true);
        }
        return new ContentTree(target, manifest);
    }

    // Content that was damaged behind the store's back gives way to the same content, whole.
    private static void DiscardDamaged(string target)
    {
        File.Delete(target + ManifestSuffix);
        Discard(target);
    }

    private static void WriteManifest(string path, ContentManifest manifest)
    {
        if (File.Exists(path)) return;
        var beside = $"{path}{StagingName()}";
        using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(Utf8.GetBytes(manifest.Text));
            file.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: true);
    }

    // Two processes may publish the same content at once: the second one's rename fails, and what is there is the same.
    private static bool TryMove(string source, string target)
    {
        if (Directory.Exists(target)) return false;
        try
        {
            Directory.Move(source, target);
            return true;
        }
        catch (IOException) when (Directory.Exists(target))
        {
            return false;
        }
    }

    // Only files: a folder that cannot be written could not be removed by Teardown either.
    private static void MakeReadOnly(string file)
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(file, File.GetUnixFileMode(file) & ~(UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite) | UnixFileMode.UserRead);
    }

    private static void KeepExecutable(string source, string target)
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(source).HasFlag(UnixFileMode.UserExecute))
            File.SetUnixFileMode(target, File.GetUnixFileMode(target) | UnixFileMode.UserExecute);
    }

    private static bool HasLinks(string path) =>
        new DirectoryInfo(path).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Any(entry => entry.LinkTarget is not null);

    private string NewStaging()
    {
        var staging = Path.Combine(folder.Store, StagingName());
        Directory.CreateDirectory(staging);
        return staging;
    }

    private static string StagingName() => $"{StagingPrefix}{Environment.ProcessId}-{Guid.NewGuid():N}";

    private async Task<T> GuardAsync<T>(Func<Task<T>> write)
    {
        try
        {
            return await write();
        }
        catch (Exception fault) when (StorageFaults.IsStorageFault(fault))
        {
            throw StorageFaults.Translate(fault, folder.Root);
        }
    }

    private static RelevoException Changed(string path) =>
        new($"'{path}' changed while it was read.", "wait until nothing writes there, then run the command again.", ExitCode.Workspace);
}
