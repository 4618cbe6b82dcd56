using System.Xml.Linq;
using Relevo.Mlflow.Server.Pages.Markup;
using Relevo.Mlflow.Server.Pages.Runs;
using Relevo.Mlflow.Server.Store;
using static Relevo.Mlflow.Server.Pages.Markup.Html;

namespace Relevo.Mlflow.Server.Pages.Comparison;

/// <summary>Runs side by side.</summary>
internal static class ComparePage
{
    /// <summary>The most runs of a comparison: as many colours with dashes can be told apart.</summary>
    public const int Most = 20;

    public static XElement Render(TrackingStore store, ComparisonQuery query)
    {
        var runs = store.GetRuns(query.Runs);
        if (runs.Count < query.Runs.Count)
            throw Rules.Absent($"Run with id={query.Runs.Except(runs.Select(run => run.Id)).First()} not found");
        var experiment = runs[0].Info.ExperimentId;
        var trail = runs.TrueForAll(run => run.Info.ExperimentId == experiment)
            ? new (string, Address)[] { ("Experiments", Addresses.Experiments), (store.GetExperiment(experiment).Name, Addresses.Experiment(experiment)) }
            : [("Experiments", Addresses.Experiments)];
        return Layout.Page($"Compare {runs.Count} runs", trail, null,
            Section("runs", "Runs", Runs(query, runs)),
            ComparisonTables.Params(query, runs),
            ComparisonTables.Metrics(query, runs),
            ComparisonPlots.Together(query, runs),
            ComparisonPlots.Curves(store, query, runs));
    }

    private static XElement Runs(ComparisonQuery query, List<Run> runs) => Scrolling("Runs", El("table",
        El("caption.sr", "The runs that are compared"),
        El("thead", El("tr", new[] { "Run", "Status", "Started", "Duration", "User", "" }.Select(heading => El("th", At("scope", "col"), heading.Length > 0 ? heading : Spoken("Change"))))),
        El("tbody", runs.Select((run, at) => El("tr",
            El("th", At("scope", "row"), Swatch(at), Link(Addresses.Run(run.Id), RunPage.NameOf(run.Info))),
            El("td", Sign.Of(TrackingStore.StatusText(run.Info.Status)).ToBadge()),
            El("td.nowrap", Layout.Time(run.Info.StartTime)),
            El("td.nowrap", run.Info is { StartTime: { } from, EndTime: { } to } ? Figures.Duration(to - from) : "–"),
            El("td", run.Info.UserId is { Length: > 0 } user ? Figures.Cut(user, 40) : "–"),
            El("td", runs.Count < 3 ? null : Link((query with { Runs = [.. query.Runs.Where(id => id != run.Id)] }).ToAddress(), "Remove", Spoken($" {RunPage.NameOf(run.Info)} from the comparison"))))))));

    /// <summary>The colour and dash that a run has in every plot of the page.</summary>
    public static XElement Swatch(int at) =>
        El("svg.swatch", At("viewBox", "0 0 24 8"), At("aria-hidden", "true"), At("focusable", "false"), El($"path.line.s{at}", At("d", "M1 4h22")));
}
