namespace Nuke.Common;

/// <summary>How much a build prints.</summary>
public enum Verbosity
{
    /// <summary>All, with the details of faults.</summary>
    Verbose,

    /// <summary>What a person wants to know.</summary>
    Normal,

    /// <summary>Warnings and errors.</summary>
    Minimal,

    /// <summary>Errors.</summary>
    Quiet,
}
