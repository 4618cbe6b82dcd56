using Nuke.Common;

namespace Relevo.Build.Sessions;

/// <summary>
/// Keeps the closing table and the last line back while a target runs: at Ctrl-C NUKE prints them at once, and again when the target has ended,
/// which it is given the time to.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OneEndAttribute() : DisableDefaultOutputAttribute(DefaultOutput.TargetOutcome, DefaultOutput.BuildOutcome)
{
    /// <inheritdoc/>
    public override bool IsApplicable(INukeBuild build) => Session.IsBusy(build);
}
