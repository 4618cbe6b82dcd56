using System.Xml.Linq;
using Relevo.Mlflow.Server.Pages.Markup;
using static Relevo.Mlflow.Server.Pages.Markup.Html;

namespace Relevo.Mlflow.Server.Pages.Runs;

/// <summary>All that is known of one run.</summary>
internal static class RunPage
{
    /// <param name="details">The run.</param>
    /// <param name="metrics">Its metrics and their plots.</param>
    /// <param name="artifacts">Its artifacts.</param>
    public static XElement Render(RunDetails details, object? metrics, object artifacts)
    {
        var run = details.Run;
        return Layout.Page(
            NameOf(run.Info), [("Experiments", Addresses.Experiments), (details.ExperimentName, Addresses.Experiment(run.Info.ExperimentId))],
            El("span.badges", Sign.Of(Store.TrackingStore.StatusText(run.Info.Status)).ToBadge(), run.Info.LifecycleStage == "deleted" ? Sign.Deleted.ToBadge() : null),
            Section("overview", "Overview", Overview(details), Note(run)),
            metrics,
            run.Data.Params.Count == 0 ? null : Section("params", $"Params ({Figures.Count(run.Data.Params.Count)})", Pairs("Params of the run", run.Data.Params.Select(p => (p.Key, p.Value)))),
            Tags(run),
            run.Inputs.DatasetInputs.Count == 0 ? null : Section("datasets", "Datasets", Datasets(run)),
            details.Models.Count == 0 ? null : Section("models", "Logged models", Models(details.Models)),
            Section("artifacts", "Artifacts", artifacts),
            details.Children.Count == 0 ? null : Section("children", "Child runs", Children(details.Children)));
    }

    /// <summary>The run's name, or its identity where it has none.</summary>
    public static string NameOf(RunInfo info) => info.RunName is { Length: > 0 } name ? name : info.RunId;

    private static XElement Overview(RunDetails details)
    {
        var (run, info) = (details.Run, details.Run.Info);
        return Facts(
            ("Run", El("code", info.RunId)),
            ("Started", Layout.Time(info.StartTime)),
            ("Ended", info.EndTime is null ? null : Layout.Time(info.EndTime)),
            ("Duration", info is { StartTime: { } from, EndTime: { } to } ? Figures.Duration(to - from) : null),
            ("User", info.UserId is { Length: > 0 } user ? user : null),
            ("Source", run.TagOf("mlflow.source.name")),
            ("Git commit", run.TagOf("mlflow.source.git.commit") is { } commit ? El("code", commit) : null),
            ("Model versions", details.Versions.Count == 0 ? null : details.Versions.Select((version, at) => new object?[] { at == 0 ? null : ", ", version.ToLink() })),
            ("Parent run", details.ParentId is null ? null : details.ParentName is null ? El("code", details.ParentId) : Link(Addresses.Run(details.ParentId), details.ParentName)),
            ("Artifacts", El("code", info.ArtifactUri ?? "")));
    }

    private static XElement? Note(Run run) => run.TagOf("mlflow.note.content") is { Length: > 0 } note ? El("div.note", El("h3", "Description"), El("p.text", note)) : null;

    private static XElement? Tags(Run run)
    {
        var own = run.Data.Tags.Where(tag => !tag.Key.StartsWith("mlflow.", StringComparison.Ordinal)).Select(tag => (tag.Key, tag.Value)).ToList();
        var system = run.Data.Tags.Where(tag => tag.Key.StartsWith("mlflow.", StringComparison.Ordinal)).Select(tag => (tag.Key, tag.Value)).ToList();
        return own.Count + system.Count == 0 ? null : Section("tags", "Tags",
            own.Count == 0 ? null : Pairs("Tags of the run", own),
            system.Count == 0 ? null : El("details", El("summary", $"Tags that MLflow sets ({system.Count})"), Pairs("Tags that MLflow sets", system)));
    }

    private static XElement Pairs(string caption, IEnumerable<(string Key, string Value)> pairs) => Scrolling(caption, El("table.pairs",
        El("caption.sr", caption),
        El("thead", El("tr", El("th", At("scope", "col"), "Name"), El("th", At("scope", "col"), "Value"))),
        El("tbody", pairs.Select(pair => El("tr", El("th", At("scope", "row"), pair.Key), El("td.text", pair.Value))))));

    private static XElement Datasets(Run run) => Scrolling("Datasets", El("table",
        El("caption.sr", "Datasets that the run read"),
        El("thead", El("tr", new[] { "Name", "Context", "Digest", "Kind", "Details" }.Select(heading => El("th", At("scope", "col"), heading)))),
        El("tbody", run.Inputs.DatasetInputs.Select(input => El("tr",
            El("th", At("scope", "row"), input.Dataset?.Name ?? "–"),
            El("td", input.Tags.FirstOrDefault(tag => tag.Key == DatasetInput.ContextTag)?.Value ?? "–"),
            El("td.nowrap", El("code", input.Dataset?.Digest ?? "–")),
            El("td", input.Dataset?.SourceType ?? "–"),
            El("td", Folded("Source", input.Dataset?.Source), Folded("Schema", input.Dataset?.Schema), Folded("Profile", input.Dataset?.Profile)))))));

    private static XElement Models(IReadOnlyList<MadeModel> models) => Scrolling("Logged models", El("table",
        El("caption.sr", "Models that the run logged"),
        El("thead", El("tr", new[] { "Name", "Kind", "At step", "Made", "Identity", "Files" }.Select(heading => El("th", At("scope", "col"), heading)))),
        El("tbody", models.Select(model => El("tr",
            El("th", At("scope", "row"), model.Name),
            El("td", model.Kind is { Length: > 0 } kind ? kind : "–"),
            El("td", Figures.Count(model.Step)),
            El("td.nowrap", Layout.Time(model.CreatedAt)),
            El("td", El("code", model.Id)),
            El("td", El("code", model.ArtifactUri)))))));

    private static XElement? Folded(string name, string? text) =>
        string.IsNullOrEmpty(text) ? null : El("details.inline", El("summary", name), El("pre", Figures.Cut(Artifacts.JsonText.Indent(text), 20_000)));

    private static XElement Children(IReadOnlyList<RunInfo> children) => El("div",
        Scrolling("Child runs", El("table",
            El("caption", children.Count > RunDetails.MostChildren ? $"The newest {RunDetails.MostChildren} child runs" : Figures.Count(children.Count, "child run")),
            El("thead", El("tr", new[] { "Run", "Status", "Started", "Duration" }.Select(heading => El("th", At("scope", "col"), heading)))),
            El("tbody", children.Take(RunDetails.MostChildren).Select(child => El("tr",
                El("th", At("scope", "row"), Link(Addresses.Run(child.RunId), NameOf(child))),
                El("td", Sign.Of(Store.TrackingStore.StatusText(child.Status)).ToBadge()),
                El("td.nowrap", Layout.Time(child.StartTime)),
                El("td", child is { StartTime: { } from, EndTime: { } to } ? Figures.Duration(to - from) : "–")))))),
        children.Count is < 2 or > Comparison.ComparePage.Most ? null : El("p", Link(children.Aggregate(Addresses.Compare, (address, child) => address.And("run", child.RunId)), "Compare the child runs")));
}
