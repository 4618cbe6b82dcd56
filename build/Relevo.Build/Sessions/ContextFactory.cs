using Relevo.Build.Targets;
using Relevo.Core.Errors;
using Relevo.Core.Projects;
using Relevo.Core.Records;
using Relevo.Core.Stages;
using Relevo.Core.Yaml;
using Relevo.Local;

namespace Relevo.Build.Sessions;

/// <summary>The composition root: makes what the stages work with from the build's parameters.</summary>
internal static class ContextFactory
{
    private static readonly string[] WorkspaceKinds = ["local"];

    /// <summary>Opens the project and its environment.</summary>
    public static StageContext Create(IHasSession build)
    {
        var root = build.RootDirectory;
        var project = Core.Projects.Project.Load(ProjectLocator.Find(root, build.Project, Directory.GetCurrentDirectory()));
        var environment = Choose(project, build.TargetEnvironment);
        var state = StateRoot.Of(root, project);
        return new()
        {
            Project = project,
            Environment = environment,
            Workspace = Open(project, environment, state),
            Records = new RecordStore(Path.Combine(state, "artifacts", environment.Name)),
            Source = GitRevision.Of(project.Directory),
            By = Person(),
        };
    }

    private static ProjectEnvironment Choose(Project project, string? name)
    {
        if (name is null) return project.Environments.Values.First();
        if (project.Environments.TryGetValue(name, out var environment)) return environment;
        throw new RelevoException(
            $"The project '{project.Name}' has no environment '{name}'{NearestName.Suggest(name, project.Environments.Keys)}",
            $"choose one of: {string.Join(", ", project.Environments.Keys)}.",
            ExitCode.Configuration);
    }

    private static LocalWorkspace Open(Project project, ProjectEnvironment environment, string state) => environment.Workspace switch
    {
        "local" => LocalWorkspace.Open(new()
        {
            Folder = environment.Path is { } path ? Path.GetFullPath(path, project.Directory) : Path.Combine(state, ".relevo", environment.Name),
            Project = project.Name,
            Environment = environment.Name,
        }),
        var other => throw new RelevoException(
            $"{environment.Location}: the environment '{environment.Name}' asks for the workspace '{other}', which this version does not have{NearestName.Suggest(other, WorkspaceKinds)}",
            $"choose one of: {string.Join(", ", WorkspaceKinds)}.",
            ExitCode.Configuration),
    };

    /// <summary>Who the records name: the person that a CI job runs for, else the user.</summary>
    private static string Person() =>
        Environment.GetEnvironmentVariable("GITHUB_ACTOR") ?? Environment.GetEnvironmentVariable("BUILD_REQUESTEDFOR") ?? Environment.UserName;
}
