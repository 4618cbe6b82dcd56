using System.Xml.Linq;
using Relevo.Core.Gate;
using Relevo.Core.Workspaces;
using static Relevo.Core.Reports.Markup;

namespace Relevo.Core.Reports;

/// <summary>A sign that tells a status by shape and word; colour only underlines it.</summary>
/// <param name="Word">The status in a word.</param>
/// <param name="Tone">The colour's class: <c>good</c>, <c>bad</c>, <c>warn</c> or <c>calm</c>.</param>
/// <param name="Shape">The sign's path in a box of 16 by 16.</param>
internal sealed record Mark(string Word, string Tone, string Shape)
{
    private const string Check = "M3.5 8.5l3 3 6-7";
    private const string Cross = "M4 4l8 8M12 4l-8 8";
    private const string Bang = "M8 3.5v5.5M8 12v.5";
    private const string Bars = "M4 6h8M4 10h8";
    private const string Question = "M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.8-1.1 1.6M8 12.5v.2";
    private const string Dash = "M4 8h8";
    private const string Back = "M6.5 4L3 7.5 6.5 11M3.5 7.5H10a3 3 0 0 1 0 5.5H8";
    private const string Plus = "M8 4v8M4 8h8";

    public static Mark RolledBack { get; } = new("Rolled back", "warn", Back);

    public static Mark Trained { get; } = new("Trained", "calm", Check);

    public static Mark Better { get; } = new("better", "good", Plus);

    public static Mark Worse { get; } = new("worse", "bad", Dash);

    public static Mark Note { get; } = new("Note", "warn", Bang);

    public static Mark Of(GateDecision decision) => decision switch
    {
        { IsUnchanged: true } => new("Unchanged", "calm", Bars),
        { Verdict: Verdict.Promote } => new("Promoted", "good", Check),
        { Verdict: Verdict.Reject } => new("Rejected", "bad", Cross),
        { Verdict: Verdict.Tie } => new("Tie", "calm", Bars),
        { Verdict: Verdict.Inconclusive } => new("Inconclusive", "warn", Question),
        _ => new("Error", "bad", Bang),
    };

    public static Mark Of(CheckStatus status) => status switch
    {
        CheckStatus.Pass => new("Pass", "good", Check),
        CheckStatus.Fail => new("Fail", "bad", Cross),
        CheckStatus.Warn => new("Warn", "warn", Bang),
        CheckStatus.Inconclusive => new("Inconclusive", "warn", Question),
        CheckStatus.Skipped => new("Skipped", "calm", Dash),
        _ => new("Error", "bad", Bang),
    };

    public static Mark Of(StepResult step) => step.IsReused && step.Status == JobStatus.Completed ? new("Reused", "calm", Back) : Of(step.Status);

    public static Mark Of(JobStatus status) => status switch
    {
        JobStatus.Completed => new("Completed", "good", Check),
        JobStatus.Failed => new("Failed", "bad", Cross),
        JobStatus.Canceled => new("Cancelled", "warn", Dash),
        _ => new("Not started", "calm", Dash),
    };

    public static Mark OfAnswer(bool isSuccess) => isSuccess ? new("Answered", "good", Check) : new("Failed", "bad", Cross);

    /// <summary>The sign before its word.</summary>
    public XElement ToBadge() => Tag($"span.badge.{Tone}", ToIcon(), Word);

    /// <summary>The sign alone; a word must stand beside it.</summary>
    public XElement ToIcon() =>
        Tag("svg.icon", At("viewBox", "0 0 16 16"), At("aria-hidden", "true"), At("focusable", "false"), Tag("path", At("d", Shape)));
}
