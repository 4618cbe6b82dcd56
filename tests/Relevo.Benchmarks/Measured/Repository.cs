namespace Relevo.Benchmarks.Measured;

/// <summary>Where the repository is that this program was built in.</summary>
internal static class Repository
{
    /// <summary>Its root.</summary>
    public static string Root { get; } = Find();

    /// <summary>The program that does nothing.</summary>
    public static string EmptyProgram =>
        Path.Combine(Root, "tests", "Relevo.Benchmarks", "Empty", "bin", "Release", "net10.0", "Relevo.Benchmarks.Empty.dll");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "build.sh"))) return folder.FullName;
        }
        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds build.sh.");
    }
}
