using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Relevo.Build.Scaffolding;
using Relevo.Core.Errors;

namespace Relevo.Build.Targets;

/// <summary>Starts a project from a template.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "The target's name.")]
public interface INew : IHasSession
{
    /// <summary>The new project's name.</summary>
    [Parameter("Name of the new project: lower-case letters, digits and hyphens.", Name = "name")]
    string ProjectName => TryGetValue(() => ProjectName);

    /// <summary>The template to copy.</summary>
    [Parameter("Template under templates/projects to copy. Default: birdstrike.")]
    string Template => TryGetValue(() => Template) ?? "birdstrike";

    /// <summary>The folder to make.</summary>
    [Parameter("Folder to make. Default: projects/<name>.", Name = "output")]
    string OutputFolder => TryGetValue(() => OutputFolder);

    /// <summary>Copies a template to a project that ships at once.</summary>
    Target New => _ => _
        .Description("Copies a template to a new project that ships at once: --name <name>.")
        .Executes(async () =>
        {
            await Session.GuardAsync(async cancellationToken =>
            {
                if (string.IsNullOrWhiteSpace(ProjectName))
                    throw new RelevoException("New needs a name for the project.", "add --name <name>, such as --name fraud.", Core.Errors.ExitCode.Configuration);
                var created = await ProjectTemplate.CopyAsync(Root, Template, ProjectName, OutputFolder, cancellationToken);
                var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), created);
                Session.Output.Note($"{relative} is ready. Ship it: ./build.sh --project {(relative.Contains(' ', StringComparison.Ordinal) ? $"'{relative}'" : relative)}");
                ReportSummary(_ => _.AddPair("project", relative));
            });
        });
}
