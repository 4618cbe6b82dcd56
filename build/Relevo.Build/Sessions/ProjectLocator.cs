using Relevo.Core.Errors;

namespace Relevo.Build.Sessions;

/// <summary>Finds the project to work on.</summary>
internal static class ProjectLocator
{
    /// <summary>The file that makes a folder a project.</summary>
    public const string FileName = "relevo.yml";

    /// <summary>The project that is shipped where no other is named.</summary>
    private const string Sample = "birdstrike";

    /// <summary>Finds the <c>relevo.yml</c>.</summary>
    /// <param name="root">The repository's root.</param>
    /// <param name="asked">What the person named; null for none.</param>
    /// <param name="current">The current folder.</param>
    public static string Find(string root, string? asked, string current) => asked is null ? Default(root, current) : Named(root, asked, current);

    private static string Default(string root, string current)
    {
        for (var folder = new DirectoryInfo(current); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, FileName))) return Path.Combine(folder.FullName, FileName);
            if (folder.FullName.TrimEnd('/') == root.TrimEnd('/')) break;
        }
        var atRoot = Path.Combine(root, FileName);
        if (File.Exists(atRoot)) return atRoot;
        var sample = Path.Combine(root, "templates", "projects", Sample, FileName);
        if (File.Exists(sample)) return sample;
        throw new RelevoException($"There is no {FileName} in this folder or above, nor in {root}.", "name a project with --project, or make one with New --name <name>.", ExitCode.Configuration);
    }

    private static string Named(string root, string asked, string current)
    {
        string[] candidates =
        [
            Path.GetFullPath(asked, current),
            Path.GetFullPath(Path.Combine(asked, FileName), current),
            Path.GetFullPath(Path.Combine(asked, FileName), root),
            Path.Combine(root, "projects", asked, FileName),
            Path.Combine(root, "templates", "projects", asked, FileName),
        ];
        if (Array.Find(candidates, File.Exists) is { } found) return found;
        throw new RelevoException(
            $"There is no project '{asked}': no {FileName} in {Path.GetFullPath(asked, current)}.",
            $"choose one of: {Known(root)}; or make one with New --name <name>.",
            ExitCode.Configuration);
    }

    private static string Known(string root)
    {
        string[] parents = [Path.Combine(root, "projects"), Path.Combine(root, "templates", "projects")];
        var names = parents.Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories).Where(d => File.Exists(Path.Combine(d, FileName))).Select(d => Path.GetFileName(d)!);
        return string.Join(", ", names.Order(StringComparer.Ordinal).DefaultIfEmpty("(none)"));
    }
}
