using Nuke.Common;
using Nuke.Common.IO;
using Relevo.Build.Sessions;

namespace Relevo.Build.Targets;

/// <summary>What every stage's component works with: the project, the environment, and the session that opens both.</summary>
public interface IHasSession : INukeBuild
{
    /// <summary>The project to work on.</summary>
    [Parameter("Project to work on: a folder with a relevo.yml, that file, or a name under projects/. Default: the relevo.yml of this folder or above, else the sample.")]
    string Project => TryGetValue(() => Project);

    /// <summary>The environment of <c>relevo.yml</c>.</summary>
    [Parameter("Environment of relevo.yml to work in. Default: the first one.", Name = "environment")]
    string TargetEnvironment => TryGetValue(() => TargetEnvironment);

    /// <summary>The open project; made at the first use.</summary>
    Session Session => Session.Of(this);

    /// <summary>The repository's root.</summary>
    internal AbsolutePath Root => RootDirectory;
}
