namespace Relevo.Core.Tests.Data;

/// <summary>Finds material that lies beside the repository; the test is skipped where it is absent.</summary>
internal static class SharedFolder
{
    public static string Find(string relativePath)
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("RELEVO_SHARED") ?? BesideRepository(), relativePath);
        if (!Path.Exists(path))
            Assert.Skip($"'{relativePath}' is not there; it lies in a folder 'shared' beside the repository.");
        return path;
    }

    private static string BesideRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Relevo.slnx")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "..", "shared");
    }
}
