namespace Nuke.Common;

/// <summary>A part of what the engine itself prints.</summary>
public enum DefaultOutput
{
    /// <summary>The line at the start.</summary>
    Logo,

    /// <summary>The heading of a target on a terminal.</summary>
    TargetHeader,

    /// <summary>The group of a target on a build server.</summary>
    TargetCollapse,

    /// <summary>The list of errors and warnings that NUKE repeats at the end. This engine has none.</summary>
    ErrorsAndWarnings,

    /// <summary>The closing table.</summary>
    TargetOutcome,

    /// <summary>The last line.</summary>
    BuildOutcome,

    /// <summary>The time before each line of NUKE's log. This engine has none.</summary>
    Timestamps,
}
