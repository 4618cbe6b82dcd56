#nullable disable annotations // NUKE's API states nothing about null; the same sources must compile alike against either.

namespace Nuke.Common;

public abstract partial class NukeBuild
{
    /// <summary>Called once parameters have their values.</summary>
    protected internal virtual void OnBuildCreated()
    {
    }

    /// <summary>Called once the plan is made, before its first target. Not called for <c>--help</c> and <c>--plan</c>.</summary>
    protected internal virtual void OnBuildInitialized()
    {
    }

    /// <summary>Called after the closing table.</summary>
    protected internal virtual void OnBuildFinished()
    {
    }

    /// <summary>Called before a target's first action.</summary>
    protected internal virtual void OnTargetRunning(string target)
    {
    }

    /// <summary>Called instead of a target's actions when it is skipped.</summary>
    protected internal virtual void OnTargetSkipped(string target)
    {
    }

    /// <summary>Called after a target's last action.</summary>
    protected internal virtual void OnTargetSucceeded(string target)
    {
    }

    /// <summary>Called when an action of a target has thrown. The exception itself is seen by whoever wraps <c>ExecutionPlan</c>'s actions.</summary>
    protected internal virtual void OnTargetFailed(string target)
    {
    }
}
