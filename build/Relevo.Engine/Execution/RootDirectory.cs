using Nuke.Common.IO;
using Relevo.Engine.Parameters;
using Relevo.Engine.Parameters.Sources;

namespace Relevo.Engine.Execution;

/// <summary>Finds the directory that the build is about: the nearest one upward that has <c>.nuke</c>, or the one that <c>--root</c> names.</summary>
internal static class RootDirectory
{
    public const string Marker = ".nuke";

    /// <exception cref="UsageException">No directory is marked, or the one named does not exist.</exception>
    public static AbsolutePath Find(Session session)
    {
        var working = session.Invocation.WorkingDirectory;
        if (session.Sources.FindOutsideFiles("Root", separator: null) is { } given && !IsForAnother(given, working))
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

    // A variable ROOT that names no root of a build is meant for another program.
    private static bool IsForAnother(RawValue given, string working)
        => given.IsIncidental && !Path.Exists(Path.Combine(working, given.Values[0], Marker));

    private static AbsolutePath Named(string path, string origin, string working)
    {
        var full = Path.GetFullPath(path, working);
        return Directory.Exists(full)
            ? full
            : throw new UsageException($"{origin} names directory '{full}', which does not exist.", "name the directory that the build is about.");
    }
}
