using Relevo.Core.Errors;

namespace Relevo.Local.Store;

/// <summary>The files beneath a path, in a stable order.</summary>
internal static class FileTree
{
    /// <summary>One file that was found.</summary>
    /// <param name="RelativePath">Relative to the root, with <c>/</c>.</param>
    /// <param name="FullPath">Where it is.</param>
    /// <param name="Stamp">Its state when it was found.</param>
    public sealed record Found(string RelativePath, string FullPath, FileStamp Stamp);

    /// <summary>Lists a file, or every file of a folder that is not ignored. Links are followed as long as they stay in the folder.</summary>
    /// <exception cref="RelevoException">The path is missing, a link leaves the folder or leads nowhere, or a file is not a regular one.</exception>
    public static List<Found> List(string path, IgnoreRules ignore, CancellationToken cancellationToken)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(root)) return [Describe(Path.GetFileName(root), root)];
        if (!Directory.Exists(root))
            throw new RelevoException($"'{root}' does not exist.", "correct the path.", ExitCode.Configuration);
        var files = new List<Found>();
        Walk(new Walker(root, RealPath(root), ignore, files, cancellationToken), root, "", [RealPath(root)]);
        files.Sort((a, b) => string.CompareOrdinal(a.RelativePath, b.RelativePath));
        return files;
    }

    private sealed record Walker(string Root, string RealRoot, IgnoreRules Ignore, List<Found> Files, CancellationToken CancellationToken);

    private static void Walk(Walker walker, string folder, string prefix, HashSet<string> above)
    {
        walker.CancellationToken.ThrowIfCancellationRequested();
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            var relative = prefix + entry.Name;
            var target = entry.LinkTarget is null ? entry : Follow(walker, entry);
            var isFolder = target is DirectoryInfo;
            if (walker.Ignore.IsIgnored(relative, isFolder)) continue;
            if (!isFolder)
            {
                walker.Files.Add(Describe(relative, target.FullName));
                continue;
            }
            var real = RealPath(target.FullName);
            if (!above.Add(real))
                throw new RelevoException($"The link '{entry.FullName}' leads back to a folder that holds it.", "remove the link.", ExitCode.Configuration);
            Walk(walker, target.FullName, relative + "/", above);
            above.Remove(real);
        }
    }

    private static FileSystemInfo Follow(Walker walker, FileSystemInfo link)
    {
        var target = link.ResolveLinkTarget(returnFinalTarget: true);
        if (target is null || !target.Exists)
            throw new RelevoException($"The link '{link.FullName}' leads nowhere.", "remove it or mend its target.", ExitCode.Configuration);
        var real = RealPath(target.FullName);
        if (real != walker.RealRoot && !real.StartsWith(walker.RealRoot + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new RelevoException(
                $"The link '{link.FullName}' leaves the folder '{walker.Root}'.", "copy its target into the folder.", ExitCode.Configuration);
        return target;
    }

    private static Found Describe(string relative, string fullPath)
    {
        var stamp = FileStamp.Of(fullPath);
        if (!stamp.IsRegular)
            throw new RelevoException($"'{fullPath}' is not a regular file.", "remove it: only files and folders can be kept.", ExitCode.Configuration);
        if (relative.AsSpan().IndexOfAny('\n', '\r') >= 0)
            throw new RelevoException($"The name of '{fullPath.ReplaceLineEndings("\\n")}' holds a line break.", "rename the file.", ExitCode.Configuration);
        return new Found(relative, fullPath, stamp);
    }

    // Resolves links in every part of the path, so that a root below a link compares with what its links lead to.
    private static string RealPath(string path)
    {
        var current = Path.GetPathRoot(path) ?? "";
        foreach (var part in path[current.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            current = Path.Combine(current, part);
            if (new DirectoryInfo(current).LinkTarget is not null && Directory.ResolveLinkTarget(current, returnFinalTarget: true) is { } target)
                current = RealPath(target.FullName);
        }
        return current;
    }
}
