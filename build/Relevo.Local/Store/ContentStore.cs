using System.Collections.Concurrent;
using System.Text;
using Relevo.Core.Errors;
using Relevo.Local.Jobs.Processes;

namespace Relevo.Local.Store;

/// <summary>
/// Files and folders under the digest of their manifest, each kept once. Content appears by one rename, so that what is there is
/// complete, however many processes write and whenever one is killed.
/// </summary>
/// <param name="folder">The workspace.</param>
/// <param name="database">Where hashes of unchanged files are remembered; null for not at all, such as before there is a workspace.</param>
/// <param name="timeProvider">The clock.</param>
public sealed class ContentStore(WorkspaceFolder folder, WorkspaceDatabase? database, TimeProvider timeProvider)
{
    private const string ManifestSuffix = ".manifest";
    private const string StagingPrefix = ".staging-";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly HashCache _cache = new(database, timeProvider);

    /// <summary>The folder where content with this digest is, or would be.</summary>
    /// <param name="digest">64 hex digits.</param>
    /// <exception cref="ArgumentException">It is not a digest.</exception>
    public string PathOf(string digest) => IsDigest(digest)
        ? Path.Combine(folder.Store, digest[..2], digest)
        : throw new ArgumentException($"'{digest}' is not a SHA-256.", nameof(digest));

    /// <summary>The one file of content that was added as a file (<c>uri_file</c>).</summary>
    /// <exception cref="RelevoException">The content is not in the store, or is not one file.</exception>
    public string FilePathOf(string digest)
    {
        var manifest = Find(digest)?.Manifest ?? throw Missing(digest);
        return manifest.Entries is [{ } entry]
            ? Path.Combine(PathOf(digest), entry.Path)
            : throw new RelevoException($"The content {digest[..12]} is {manifest.FileCount} files, not one.", "use the type 'uri_folder'.", ExitCode.Workspace);
    }

    /// <summary>True where the content is in the store.</summary>
    public bool Contains(string digest) => Directory.Exists(PathOf(digest)) && File.Exists(PathOf(digest) + ManifestSuffix);

    /// <summary>Content by digest; null where it is not in the store.</summary>
    public ContentTree? Find(string digest) => Contains(digest)
        ? new ContentTree(PathOf(digest), ContentManifest.Parse(File.ReadAllText(PathOf(digest) + ManifestSuffix, Utf8)))
        : null;

    /// <summary>Hashes a file or folder as it is.</summary>
    /// <exception cref="RelevoException">It is missing, cannot be read, or holds what cannot be kept.</exception>
    public Task<ContentManifest> HashAsync(string path, CancellationToken cancellationToken) => HashAsync(path, IgnoreRules.None, null, cancellationToken);

    /// <summary>Hashes a folder of code without the files that <see cref="IgnoreRules"/> leave out.</summary>
    /// <exception cref="RelevoException">It is missing, cannot be read, or holds what cannot be kept.</exception>
    public Task<ContentManifest> HashCodeAsync(string path, CancellationToken cancellationToken) =>
        HashAsync(path, IgnoreRules.Of(path), null, cancellationToken);

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

    /// <summary>Hashes what is in the store again.</summary>
    /// <returns>False where it is missing or is no longer what its digest says.</returns>
    public async Task<bool> VerifyAsync(string digest, CancellationToken cancellationToken)
    {
        if (!Contains(digest)) return false;
        var files = FileTree.List(PathOf(digest), IgnoreRules.None, cancellationToken);
        var entries = new ConcurrentBag<ContentEntry>();
        await Parallel.ForEachAsync(files, cancellationToken, async (file, token) =>
            entries.Add(new ContentEntry(file.RelativePath, await FileHash.ComputeAsync(file.FullPath, null, token), file.Stamp.SizeBytes)));
        return ContentManifest.Create(entries).Digest == digest;
    }

    /// <summary>Whether the files of some content are there with their sizes; reads no content, so it takes microseconds.</summary>
    public bool LooksWhole(string digest) =>
        Find(digest) is { } tree && tree.Manifest.Entries.All(entry => new FileInfo(Path.Combine(tree.Folder, entry.Path)) is { Exists: true } file && file.Length == entry.SizeBytes);

    /// <summary>Whether a folder holds the files of a manifest, unchanged; it may hold others too.</summary>
    public async Task<bool> HoldsAsync(string path, ContentManifest manifest, CancellationToken cancellationToken)
    {
        if (!manifest.Entries.All(entry => File.Exists(Path.Combine(path, entry.Path)))) return false;
        var files = manifest.Entries.Select(entry => Path.Combine(path, entry.Path)).Select((file, at) => new FileTree.Found(manifest.Entries[at].Path, file, FileStamp.Of(file))).ToList();
        return (await HashAsync(path, files, null, cancellationToken)).Equals(manifest);
    }

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
                if (!IsInUse(Path.GetFileName(left))) Directory.Delete(left, recursive: true);
    }

    private static bool IsInUse(string staging) =>
        int.TryParse(staging[StagingPrefix.Length..].Split('-')[0], out var processId) && ProcessTable.StartOf(processId) is not null;

    private async Task<ContentManifest> HashAsync(string path, IgnoreRules ignore, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        try
        {
            return await HashAsync(path, FileTree.List(path, ignore, cancellationToken), progress, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, fault);
        }
    }

    private async Task<ContentManifest> HashAsync(string path, List<FileTree.Found> files, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        try
        {
            var known = _cache.Find(files);
            var entries = new ConcurrentBag<ContentEntry>();
            var hashed = new ConcurrentBag<(FileTree.Found, string)>();
            await Parallel.ForEachAsync(files, cancellationToken, async (file, token) =>
            {
                if (!known.TryGetValue(file.FullPath, out var sha256))
                {
                    sha256 = await FileHash.ComputeAsync(file.FullPath, progress, token);
                    if (FileStamp.Of(file.FullPath) != file.Stamp) throw Changed(file.FullPath);
                    hashed.Add((file, sha256));
                }
                else
                {
                    progress?.Report(file.Stamp.SizeBytes);
                }
                entries.Add(new ContentEntry(file.RelativePath, sha256, file.Stamp.SizeBytes));
            });
            _cache.Add(hashed);
            return ContentManifest.Create(entries);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, fault);
        }
    }

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

    private static bool IsDigest(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static RelevoException Unreadable(string path, Exception fault) =>
        new($"'{path}' cannot be read: {fault.Message}", "give this user the right to read it.", ExitCode.Configuration, fault);

    private static RelevoException Changed(string path) =>
        new($"'{path}' changed while it was read.", "wait until nothing writes there, then run the command again.", ExitCode.Workspace);

    private static RelevoException Missing(string digest) =>
        new($"The content {digest[..12]} is not in the workspace's store.", "register or produce it again.", ExitCode.Workspace);
}
