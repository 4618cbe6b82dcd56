namespace Nuke.Common;

/// <summary>What becomes of a target's dependencies when the target itself is skipped.</summary>
public enum DependencyBehavior
{
    /// <summary>Those that no other target needs are skipped with it.</summary>
    Skip,

    /// <summary>They run all the same.</summary>
    Execute,
}
