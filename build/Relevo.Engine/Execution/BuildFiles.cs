using Nuke.Common.IO;

namespace Relevo.Engine.Execution;

/// <summary>The files that the build was made from.</summary>
internal static class BuildFiles
{
    private static readonly Lazy<AbsolutePath?> LazyProject = new(FindProject);

    public static AbsolutePath? Assembly { get; }
        = System.Reflection.Assembly.GetEntryAssembly()?.Location is { Length: > 0 } location ? (AbsolutePath)location
            : Environment.ProcessPath is { } process ? (AbsolutePath)process : null;

    public static AbsolutePath? Project => LazyProject.Value;

    private static AbsolutePath? FindProject()
    {
        for (var directory = Assembly is null ? null : new DirectoryInfo(Assembly.Parent); directory is not null; directory = directory.Parent)
        {
            if (directory.EnumerateFiles("*.csproj").FirstOrDefault() is { } project)
                return project.FullName;
        }

        return null;
    }
}
