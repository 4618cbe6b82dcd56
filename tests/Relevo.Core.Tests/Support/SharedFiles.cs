namespace Relevo.Core.Tests.Support;

/// <summary>The material beside the repository; tests that need it skip where it is absent.</summary>
internal static class SharedFiles
{
    public static string? Root { get; } = Find();

    public static string Require(string path)
    {
        var full = Root is null ? null : Path.Combine(Root, path);
        Assert.SkipUnless(Path.Exists(full), $"'../shared/{path}' is not beside the repository; set RELEVO_SHARED to its folder.");
        return full!;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("RELEVO_SHARED") is { Length: > 0 } given) return given;
        var shared = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared"));
        return Directory.Exists(shared) ? shared : null;
    }
}
