using System.Xml.Linq;
using Relevo.Mlflow.Server.Pages.Markup;
using Relevo.Mlflow.Server.Search;
using static Relevo.Mlflow.Server.Pages.Markup.Html;

namespace Relevo.Mlflow.Server.Pages.Runs;

/// <summary>The runs of an experiment as a table to filter, sort and choose from.</summary>
internal static class RunTablePage
{
    /// <param name="experiment">The experiment.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="listing">What was found; null where the filter cannot be read.</param>
    /// <param name="fault">What is wrong with the filter; null where nothing is.</param>
    public static XElement Render(Experiment experiment, RunTableQuery query, RunListing? listing, string? fault)
    {
        var isDeleted = experiment.LifecycleStage == "deleted";
        return Layout.Page(experiment.Name, [("Experiments", Addresses.Experiments)], isDeleted ? Sign.Deleted.ToBadge() : null,
            El("p.meta", El("span", $"Experiment {experiment.ExperimentId}"), El("span", "Created ", Layout.Time(experiment.CreationTime)),
                experiment.Tags.Where(tag => !tag.Key.StartsWith("mlflow.", StringComparison.Ordinal)).Select(tag => El("span.chip", Figures.Cut($"{tag.Key}: {tag.Value}")))),
            El("section", At("aria-label", "Runs"), RunFilter.Render(query, listing, fault), listing is null ? null : Listing(query, listing)));
    }

    private static object Listing(RunTableQuery query, RunListing listing)
    {
        if (listing.Rows.Count == 0)
            return El("p.empty", query.Filter.Length > 0 ? "No run matches the filter." : "This experiment has no runs here yet.");
        var address = query.ToAddress();
        var pager = new Pager(query.Page, query.Size, listing.Total);
        return new object?[]
        {
            El("form", At("method", "get"), At("action", Addresses.Compare.ToString()), At("id", "compare"), At("aria-label", "Compare runs"),
                Scrolling("Runs", El("table.runs",
                    El("caption", At("aria-live", "polite"), $"{pager.Say("run")}"),
                    El("thead", El("tr",
                        El("th", At("scope", "col"), Spoken("Compare")),
                        Heading(Column.Name, query, address),
                        listing.Columns.Select(column => Heading(column, query, address)))),
                    El("tbody", listing.Rows.Select(run => Row(run, listing.Columns))))),
                El("div.under",
                    El("p.act", El("button", At("type", "submit"), At("id", "compare-button"), "Compare the chosen runs"),
                        El("span.muted.small", At("id", "compare-hint"), At("role", "status"), "Choose 2 to 20 runs."))),
                null),
            pager.ToNavigation(address, "Pages of runs"),
        };
    }

    private static XElement Heading(Column column, RunTableQuery query, Address address) =>
        SortHeading.Of(column.Label, column.Text, query.Sort.Text, query.IsDescending, address.With("sort", null).With("dir", null), column.IsNumber, column.Group);

    private static XElement Row(ListedRun run, IReadOnlyList<Column> columns)
    {
        var name = run.Info.RunName is { Length: > 0 } known ? known : run.Info.RunId;
        return El("tr",
            El("td.pick", El("label", Spoken($"Compare {name}"), El("input", At("type", "checkbox"), At("name", "run"), At("value", run.Info.RunId)))),
            El("th", At("scope", "row"), Link(Addresses.Run(run.Info.RunId), Figures.Cut(name, 60)), run.Info.LifecycleStage == "deleted" ? El("span", " ", Sign.Deleted.ToBadge()) : null),
            columns.Select(column => Cell(run, column)));
    }

    private static XElement Cell(ListedRun run, Column column)
    {
        if (column.Value.Entity == Entity.Attribute)
            return Fixed(run, column.Value.Key);
        return run.Values.GetValueOrDefault(column.Value) switch
        {
            double number => El("td.number", At("title", Figures.Exact(number)), Figures.Number(number)),
            string text => El("td", text.Length > 60 ? At("title", Figures.Cut(text, 1000)) : null, Figures.Cut(text, 60)),
            _ => El(column.IsNumber ? "td.number.muted" : "td.muted", "–"),
        };
    }

    private static XElement Fixed(ListedRun run, string key) => key switch
    {
        "status" => El("td", Sign.Of(Store.TrackingStore.StatusText(run.Info.Status)).ToBadge()),
        "start_time" => El("td.nowrap", Layout.Time(run.Info.StartTime)),
        "duration" => El("td.number", run.Info is { StartTime: { } from, EndTime: { } to } ? Figures.Duration(to - from) : "–"),
        "user_id" => El("td", run.Info.UserId is { Length: > 0 } user ? Figures.Cut(user, 40) : "–"),
        "source" => El("td", run.Values.GetValueOrDefault(Column.SourceField) is string source ? El("span", At("title", Figures.Cut(source, 1000)), Figures.Cut(LastPart(source), 40)) : "–"),
        _ => El("td", run.Versions.Count == 0 ? "–" : run.Versions.Select((version, at) => new object?[] { at == 0 ? null : ", ", version.ToLink() })),
    };

    private static string LastPart(string path) => path.TrimEnd('/', '\\') is var trimmed && trimmed.LastIndexOfAny(['/', '\\']) is >= 0 and var at ? trimmed[(at + 1)..] : path;
}
