#nullable disable annotations // NUKE's API states nothing about null; the same sources must compile alike against either.

using Relevo.Engine.Hosts;

namespace Nuke.Common;

/// <summary>The place that the build runs in, which decides how it prints groups, errors, the closing table and the outcome.</summary>
public class Host
{
    /// <summary>For hosts.</summary>
    protected Host()
    {
    }

    /// <summary>Begins the part of the output that belongs to a target; disposing the value ends it.</summary>
    protected internal virtual IDisposable WriteBlock(string text)
    {
        Style.Line();
        Style.Line("╬" + new string('═', text.Length + 5));
        Style.Line($"║ {Style.Strong(text)}");
        Style.Line("╬" + new string('═', Math.Max(text.Length - 4, 2)));
        Style.Line();
        return new Block(() => { });
    }

    /// <summary>Tells the host of a warning.</summary>
    protected internal virtual void ReportWarning(string text, string details = null) => Style.Line(Style.Warning(text));

    /// <summary>Tells the host of an error.</summary>
    protected internal virtual void ReportError(string text, string details = null) => Style.Line(Style.Error(text));

    /// <summary>Writes the closing table.</summary>
    protected internal virtual void WriteTargetOutcome(INukeBuild build) => ClosingTable.Write(build.ExecutionPlan);

    /// <summary>Writes the last line.</summary>
    protected internal virtual void WriteBuildOutcome(INukeBuild build) => ClosingTable.WriteOutcome(build.IsSucceeding);

    /// <summary>Has the host mask a value in all that follows, where it can. Called before anything is masked here.</summary>
    internal virtual void HideSecret(string value)
    {
    }

    /// <summary>Something to do at the end of a block.</summary>
    internal sealed class Block(Action end) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => end();
    }
}
