using System.Xml.Linq;
using Relevo.Core.Records;
using Relevo.Core.Workspaces;
using static Relevo.Core.Reports.Figures;
using static Relevo.Core.Reports.Markup;

namespace Relevo.Core.Reports.Sections;

/// <summary>What the page is about, and the verdict before anything else.</summary>
internal static class ReportHeader
{
    /// <summary>Project, environment, commit and time.</summary>
    public static XElement Title(ReportModel model) => Tag("header.page",
        Tag("h1", Cut(model.Project, 120)),
        Tag("p.meta",
            Tag("span.chip", Cut(model.Environment, 60)),
            Tag("span", Cut(model.Source?.ToString() ?? "no commit", 40), model.Source?.Branch is { } branch ? $" on {Cut(branch, 80)}" : null),
            Tag("time", At("datetime", model.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'")), Time(model.At)),
            model.Stages.MaxBy(stage => stage.StartedAt) is { } last ? Tag("span", $"{Cut(last.Workspace, 40)} workspace, run by {Cut(last.By, 80)}") : null));

    /// <summary>The outcome of what happened last.</summary>
    public static XElement? Verdict(ReportModel model) => model switch
    {
        { StandingRollback: { } rollback } => RolledBack(rollback),
        { Training: { Job.Status: not JobStatus.Completed } training } when model.Gate is null || model.IsGateOutdated => Trained(training),
        { Gate: { } gate } => Decided(gate),
        { Training: { } training } => Trained(training),
        _ => null,
    };

    /// <summary>What to know besides.</summary>
    public static XElement? Notes(ReportModel model)
    {
        List<string> notes = [.. model.Gate?.Decision.Warnings ?? [], .. model.Notes];
        if (model.IsGateOutdated)
            notes.Insert(0, "The decision below is about an earlier training; the newest one has not been weighed yet.");
        if (model is { StandingRollback: { Deployment: { } deployment }, Deployment: not null })
            notes.Insert(0, $"Rolled back since the deployment below: '{deployment}' has the traffic now.");
        return notes.Count == 0 ? null : Tag("aside.notes", At("aria-label", "Notes"),
            Tag("ul", notes.Take(20).Select(note => Tag("li", Mark.Note.ToIcon(), Tag("span", Cut(note, 500))))));
    }

    private static XElement Decided(GateRecord gate) => Banner(Mark.Of(gate.Decision), gate.Decision.Summary, Change(gate));

    private static XElement RolledBack(RollbackRecord rollback) => Banner(Mark.RolledBack,
        $"{rollback.To.Name} is back at version {rollback.To.Version}." + (rollback.Justification is { } why ? $" {why}" : ""),
        Tag("p.change", Tag("span.muted", "Champion"), Version(rollback.From.Version), Arrow(), Version(rollback.To.Version)));

    private static XElement Trained(TrainRecord training)
    {
        var mark = training.Job.Status == JobStatus.Completed ? Mark.Trained : Mark.Of(training.Job.Status) with { Word = $"Training {Mark.Of(training.Job.Status).Word.ToLowerInvariant()}" };
        var failed = training.Job.Steps.FirstOrDefault(step => step.Status == JobStatus.Failed);
        return Banner(mark, failed is null
            ? "Nothing has been weighed against the champion yet."
            : $"Step {failed.Step}: {failed.Reason}", null);
    }

    private static XElement Banner(Mark mark, string summary, XElement? change) => Tag($"section.verdict.{mark.Tone}",
        At("id", "verdict"), At("aria-labelledby", "verdict-heading"),
        Tag("div.sign", mark.ToIcon()),
        Tag("div", Tag("h2", At("id", "verdict-heading"), mark.Word), Tag("p", Cut(summary, 1000)), change));

    private static XElement Change(GateRecord gate)
    {
        var before = gate.PreviousChampion ?? gate.Baseline?.Version;
        var after = gate.IsPromoted ? gate.Candidate.Version : before;
        return Tag("p.change",
            Tag("span.muted", $"Champion of {Cut(gate.Candidate.Name, 80)}"),
            before is null ? Tag("span", "none") : Version(before),
            before == after || after is null ? Tag("span.muted", "unchanged") : new object[] { Arrow(), Version(after) });
    }

    private static XElement Version(string version) => Tag("span.chip", $"v{Cut(version, 40)}");

    private static XElement Arrow() => Tag("span", At("aria-label", "to"), At("role", "img"), "→");
}
