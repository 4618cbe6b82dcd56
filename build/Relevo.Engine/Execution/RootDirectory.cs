using Nuke.Common.IO;
using Relevo.Engine.Parameters;

namespace Relevo.Engine.Execution;

/// <summary>Finds the directory that the build is about: the nearest one upward that has <c>.nuke</c>, or the one that <c>--root</c> names.</summary>
internal static class RootDirectory
{
    public const string Marker = ".nuke";

    /// <exception cref="UsageException">No directory is marked, or the one named does not exist.</exception>
    public static AbsolutePath Find(Session session)
    {
        var working = session.Invocation.WorkingDirectory;
        if (session.Sources.FindOutsideFiles("Root", separator: null) is { } given)
            return given.Values is [] ? (AbsolutePath)working : Named(given.Values[0], given.Origin, working);

        for (var directory = new DirectoryInfo(working); directory is not null; directory = directory.Parent)
        {
            if (Path.Exists(Path.Combine(directory.FullName, Marker)))
                return directory.FullName;
        }

        throw new UsageException(
            $"No directory from '{working}' upward has a '{Marker}' directory, which marks the root.",
            $"create '{Marker}' in the root, or pass --root <path>.");
    }

    private static AbsolutePath Named(string path, string origin, string working)
    {
        var full = Path.GetFullPath(path, working);
        return Directory.Exists(full)
            ? full
            : throw new UsageException($"{origin} names directory '{full}', which does not exist.", "name the directory that the build is about.");
    }
}
