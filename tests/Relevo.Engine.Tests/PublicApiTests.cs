using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Nuke.Common;

namespace Relevo.Engine.Tests;

public sealed class PublicApiTests
{
    /// <summary>What other projects compile against is NUKE's to change, not ours: a difference here is a difference from NUKE.</summary>
    [Fact]
    public void The_public_API_is_as_recorded()
    {
        var actual = Describe(typeof(NukeBuild).Assembly);
        var path = Path.Combine(SourceDirectory(), "PublicApi.txt");
        if (!File.Exists(path) || File.ReadAllText(path).ReplaceLineEndings("\n") != actual)
            File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "PublicApi.actual.txt"), actual);
        Assert.Equal(File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "", actual);
    }

    private static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(x => x.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append('\n');
            foreach (var member in type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                         .Where(IsVisible).Select(x => $"{x}").Order(StringComparer.Ordinal))
                text.Append("  ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !method.Name.Contains('.'),
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        _ => false,
    };

    // The snapshot is read from the sources, where a diff shows it.
    private static string SourceDirectory([CallerFilePath] string path = "")
    {
        var beside = Path.GetDirectoryName(path)!;
        if (Directory.Exists(beside))
            return beside;
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "PublicApi.txt")))
                return directory.FullName;
        }

        return AppContext.BaseDirectory;
    }
}
