#nullable disable annotations // NUKE's API states nothing about null; the same sources must compile alike against either.

namespace Nuke.Common.CI;

/// <summary>A host that is a build server.</summary>
public interface IBuildServer
{
    /// <summary>The branch that is built, or null.</summary>
    string Branch { get; }

    /// <summary>The commit that is built, or null.</summary>
    string Commit { get; }
}
