using Relevo.Core.Projects;

namespace Relevo.Build.Sessions;

/// <summary>Where <c>.relevo/</c> and <c>artifacts/</c> lie: beside <c>relevo.yml</c>; for a template, which is never written to, in the repository's root.</summary>
internal static class StateRoot
{
    /// <summary>The folder for a project.</summary>
    public static string Of(string root, Project project)
    {
        var templates = Path.Combine(root, "templates") + Path.DirectorySeparatorChar;
        return project.Directory.StartsWith(templates, StringComparison.Ordinal) ? root : project.Directory;
    }
}
