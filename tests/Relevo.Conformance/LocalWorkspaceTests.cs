using Relevo.Core.Workspaces;
using Relevo.Local;

namespace Relevo.Conformance;

/// <summary>The embedded workspace does what every workspace must do.</summary>
public sealed class LocalWorkspaceTests : WorkspaceConformance
{
    protected override IWorkspace Open() => LocalWorkspace.Open(new LocalWorkspaceOptions
    {
        Folder = Path.Combine(Project.Folder, ".relevo", "dev"),
        Project = "conformance",
        Environment = "dev",
    });
}
