using System.Text.RegularExpressions;
using Relevo.Build.Sessions;
using Relevo.Core.Errors;
using Relevo.Core.Yaml;

namespace Relevo.Build.Scaffolding;

/// <summary>Copies a template under <c>templates/projects</c> to a project of its own.</summary>
internal static partial class ProjectTemplate
{
    private static readonly string[] LeftOut = [".relevo", "artifacts", "bin", "obj"];

    /// <summary>Copies, gives the copy its name, and makes its paths into the toolkit fit. A copy that is cut short leaves nothing behind.</summary>
    /// <returns>The new project's folder.</returns>
    public static async Task<string> CopyAsync(string root, string template, string name, string? output, CancellationToken cancellationToken)
    {
        if (!NamePattern.IsMatch(name))
            throw new RelevoException($"'{name}' cannot be a project's name.", "use up to 40 lower-case letters, digits and hyphens, a letter first.", ExitCode.Configuration);
        var source = Path.Combine(root, "templates", "projects", template);
        if (!File.Exists(Path.Combine(source, ProjectLocator.FileName))) throw UnknownTemplate(root, template);
        var target = Path.GetFullPath(output ?? Path.Combine(root, "projects", name));
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
            throw new RelevoException($"{target} is there already and not empty.", "choose another --name or --output.", ExitCode.Configuration);
        var beside = $"{target}.{Environment.ProcessId}.tmp";
        try
        {
            CopyFolder(source, beside, cancellationToken);
            foreach (var shared in Directory.EnumerateFiles(Path.Combine(root, "templates", "projects"), "Directory.*")) File.Copy(shared, Path.Combine(beside, Path.GetFileName(shared)));
            foreach (var file in Directory.EnumerateFiles(beside, "*.y*ml", SearchOption.TopDirectoryOnly)) await AdaptAsync(file, source, target, template, name, cancellationToken);
            await AdaptSettingsAsync(beside, root, target, cancellationToken);
            if (Directory.Exists(target)) Directory.Delete(target);
            Directory.Move(beside, target);
        }
        finally
        {
            if (Directory.Exists(beside)) Directory.Delete(beside, recursive: true);
        }
        return target;
    }

    private static void CopyFolder(string source, string target, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(source))
        {
            cancellationToken.ThrowIfCancellationRequested();
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
        foreach (var folder in Directory.EnumerateDirectories(source))
        {
            if (!LeftOut.Contains(Path.GetFileName(folder))) CopyFolder(folder, Path.Combine(target, Path.GetFileName(folder)), cancellationToken);
        }
    }

    /// <summary>Gives relevo.yml its name, and <c>$schema</c> a path that holds from the new place.</summary>
    private static async Task AdaptAsync(string file, string source, string target, string template, string name, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(file, cancellationToken);
        var adapted = SchemaPattern.Replace(text, match => match.Groups[1].Value + Relocate(match.Groups[2].Value, source, target));
        if (Path.GetFileName(file) == ProjectLocator.FileName) adapted = Regex.Replace(adapted, $@"(?m)^name: {Regex.Escape(template)}\s*$", $"name: {name}");
        if (adapted != text) await File.WriteAllTextAsync(file, adapted, cancellationToken);
    }

    /// <summary>The build settings of the templates' folder come along; their paths into the toolkit change.</summary>
    private static async Task AdaptSettingsAsync(string folder, string root, string target, CancellationToken cancellationToken)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "Directory.*"))
        {
            var text = await File.ReadAllTextAsync(file, cancellationToken);
            var toRoot = Path.GetRelativePath(target, root).Replace('\\', '/');
            await File.WriteAllTextAsync(file, text.Replace("$(MSBuildThisFileDirectory)../../", $"$(MSBuildThisFileDirectory){toRoot}/", StringComparison.Ordinal), cancellationToken);
        }
    }

    private static string Relocate(string path, string source, string target) =>
        path.Contains("://", StringComparison.Ordinal) ? path : Path.GetRelativePath(target, Path.GetFullPath(path, source)).Replace('\\', '/');

    private static RelevoException UnknownTemplate(string root, string template)
    {
        var folder = Path.Combine(root, "templates", "projects");
        var known = Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal).ToList() : [];
        return new(
            $"There is no template '{template}'{NearestName.Suggest(template, known)}", $"choose one of: {string.Join(", ", known)}.", ExitCode.Configuration);
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$")]
    private static partial Regex NamePattern { get; }

    [GeneratedRegex(@"(?m)^(\$schema:\s*)(\S+)")]
    private static partial Regex SchemaPattern { get; }
}
