using System.Collections.Concurrent;
using System.Text;
using Relevo.Core.Errors;

namespace Relevo.Local.Store;

/// <summary>
/// Files and folders under the digest of their manifest, each kept once. Content appears by one rename, so that what is there is
/// complete, however many processes write and whenever one is killed.
/// </summary>
/// <param name="folder">The workspace.</param>
/// <param name="database">Where hashes of unchanged files are remembered; null for not at all, such as before there is a workspace.</param>
/// <param name="timeProvider">The clock.</param>
public sealed partial class ContentStore(WorkspaceFolder folder, WorkspaceDatabase? database, TimeProvider timeProvider)
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

    private static bool IsDigest(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static RelevoException Unreadable(string path, Exception fault) =>
        new($"'{path}' cannot be read: {fault.Message}", "give this user the right to read it.", ExitCode.Configuration, fault);

    private static RelevoException Missing(string digest) =>
        new($"The content {digest[..12]} is not in the workspace's store.", "register or produce it again.", ExitCode.Workspace);
}
