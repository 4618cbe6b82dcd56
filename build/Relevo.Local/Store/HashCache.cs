using System.Collections.Concurrent;

namespace Relevo.Local.Store;

/// <summary>
/// Remembers the SHA-256 of files by what <see cref="FileStamp"/> says of them. A file that changed less than two seconds before it was
/// hashed is not remembered: a clock may be too coarse to show a second change (git's "racy" rule, https://git-scm.com/docs/racy-git).
/// </summary>
internal sealed class HashCache(WorkspaceDatabase? database, TimeProvider timeProvider)
{
    private static readonly TimeSpan RacyAge = TimeSpan.FromSeconds(2);

    /// <summary>The known hashes of some files by full path.</summary>
    public IReadOnlyDictionary<string, string> Find(IReadOnlyList<FileTree.Found> files)
    {
        if (database is null || files.Count == 0) return new Dictionary<string, string>();
        return database.Read(connection =>
        {
            var known = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var file in files)
            {
                var hash = connection.Scalar<string>(
                    "SELECT sha256 FROM file_hash WHERE path = $path AND size = $size AND modified_ns = $modified AND identity = $identity",
                    ("$path", file.FullPath), ("$size", file.Stamp.SizeBytes), ("$modified", file.Stamp.ModifiedNs), ("$identity", file.Stamp.Identity));
                if (hash is not null) known[file.FullPath] = hash;
            }
            return known;
        });
    }

    /// <summary>Remembers hashes of files that are old enough.</summary>
    public void Add(ConcurrentBag<(FileTree.Found File, string Sha256)> hashed)
    {
        var newest = (timeProvider.GetUtcNow() - RacyAge - DateTimeOffset.UnixEpoch).Ticks * 100;
        var safe = hashed.Where(entry => entry.File.Stamp.ModifiedNs < newest).ToList();
        if (database is null || safe.Count == 0) return;
        database.Write(connection =>
        {
            foreach (var (file, sha256) in safe)
            {
                connection.Execute(
                    "INSERT OR REPLACE INTO file_hash(path, size, modified_ns, identity, sha256) VALUES($path, $size, $modified, $identity, $sha256)",
                    ("$path", file.FullPath), ("$size", file.Stamp.SizeBytes), ("$modified", file.Stamp.ModifiedNs),
                    ("$identity", file.Stamp.Identity), ("$sha256", sha256));
            }
        });
    }
}
