namespace Nuke.Common.Execution;

/// <summary>How far a target of the plan has come.</summary>
public enum ExecutionStatus
{
    /// <summary>Not part of the plan.</summary>
    None,

    /// <summary>Part of the plan, and not reached yet.</summary>
    Scheduled,

    /// <summary>Not reached because an earlier target failed or the build was interrupted.</summary>
    NotRun,

    /// <summary>Left out by a condition, by <c>--skip</c>, or because the previous attempt finished it.</summary>
    Skipped,

    /// <summary>All its actions returned.</summary>
    Succeeded,

    /// <summary>One of its actions threw.</summary>
    Failed,

    /// <summary>Its actions are running.</summary>
    Running,

    /// <summary>Interrupted while its actions were running.</summary>
    Aborted,

    /// <summary>Has no actions: it only names a group of targets.</summary>
    Collective,
}
