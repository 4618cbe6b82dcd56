namespace Relevo.Core.Tests.Support;

/// <summary>The repository that the tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string File(string path) => Path.Combine(Root, path);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "Relevo.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The repository's root is not above the tests.");
        return folder.FullName;
    }
}
