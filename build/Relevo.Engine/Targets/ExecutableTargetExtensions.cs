#nullable disable annotations // NUKE's API states nothing about null; the same sources must compile alike against either.

using Nuke.Common.Execution;

namespace Nuke.Common;

/// <summary>Looks targets up in collections such as <see cref="INukeBuild.InvokedTargets"/>.</summary>
public static class ExecutableTargetExtensions
{
    /// <summary>Whether a target is among others.</summary>
    public static bool Contains(this IEnumerable<ExecutableTarget> targets, Target target)
        => targets.Any(x => x.Factory.Equals(target));
}
