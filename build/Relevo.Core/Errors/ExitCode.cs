namespace Relevo.Core.Errors;

/// <summary>How a command ends. The numbers are public: pipelines branch on them.</summary>
public enum ExitCode
{
    /// <summary>Everything that was asked for is done.</summary>
    Done = 0,

    /// <summary>A fault of ours.</summary>
    Bug = 1,

    /// <summary>The command line, <c>relevo.yml</c> or a file that it names is wrong.</summary>
    Configuration = 2,

    /// <summary>The gate refused the challenger, and <c>--fail-on-reject</c> was given.</summary>
    Refused = 3,

    /// <summary>The workspace, one of its resources, or a step that ran there failed.</summary>
    Workspace = 4,

    /// <summary><c>Plan --detailed-exit-code</c> found changes to make.</summary>
    ChangesPending = 5,
}
