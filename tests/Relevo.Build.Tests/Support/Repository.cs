namespace Relevo.Build.Tests.Support;

/// <summary>The repository that the tests were built in, and what lies beside it.</summary>
internal static class Repository
{
    private static readonly string[] LeftOut = ["bin", "obj", ".relevo", "artifacts"];

    public static string Root { get; } = Find();

    /// <summary>The program under test, as the build leaves it.</summary>
    public static string Program { get; } = Path.Combine(Root, "build", "Relevo.Build", "bin", "Release", "net10.0", "Relevo.Build.dll");

    public static string At(string path) => Path.Combine(Root, path);

    /// <summary>A file of <c>../shared</c>; the test is skipped where it is absent.</summary>
    public static string RequireShared(string path)
    {
        var folder = Environment.GetEnvironmentVariable("RELEVO_SHARED") is { Length: > 0 } given ? given : Path.GetFullPath(Path.Combine(Root, "..", "shared"));
        var full = Path.Combine(folder, path);
        Assert.SkipUnless(Path.Exists(full), $"'../shared/{path}' is not beside the repository; set RELEVO_SHARED to its folder.");
        return full;
    }

    /// <summary>Copies a folder without what builds and runs leave in it.</summary>
    public static void Copy(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source)) File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(source).Where(folder => !LeftOut.Contains(Path.GetFileName(folder))))
            Copy(folder, Path.Combine(target, Path.GetFileName(folder)));
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Relevo.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The repository's root is not above the tests.");
        return folder.FullName;
    }
}
