using System.Xml.Linq;
using Relevo.Mlflow.Server.Pages.Markup;
using Relevo.Mlflow.Server.Search;
using static Relevo.Mlflow.Server.Pages.Markup.Html;

namespace Relevo.Mlflow.Server.Pages.Runs;

/// <summary>The form above the run table: filter, stage, size, columns.</summary>
internal static class RunFilter
{
    public static object Render(RunTableQuery query, RunListing? listing, string? fault) => new object?[]
    {
        El("form", At("method", "get"), At("action", Addresses.Experiment(query.Experiment).ToString()), At("role", "search"), At("aria-label", "Runs"),
            El("div.bar",
                El("label.field.wide", El("span", "Filter"),
                    El("input", At("type", "search"), At("name", "filter"), At("value", query.Filter), At("maxlength", "4000"), At("spellcheck", "false"), At("autocomplete", "off"),
                        At("autocapitalize", "off"), At("placeholder", "metrics.rmse < 3 AND params.model LIKE 'gbm%'"),
                        At("aria-describedby", fault is null ? "filter-help" : "filter-fault filter-help"), fault is null ? null : At("aria-invalid", "true"))),
                Choice("view", "Show", query.View.Word(), PageQuery.Views),
                Choice("size", "Rows", query.Size.ToString(), RunTableQuery.Sizes.Select(size => (size.ToString(), size.ToString()))),
                El("button", At("type", "submit"), "Apply")),
            fault is null ? null : El("p.fault", At("id", "filter-fault"), At("role", "alert"), El("strong", "The filter cannot be read. "), fault),
            El("p.muted.small.hint", At("id", "filter-help"), "As in runs/search: ", El("code", "metrics."), " ", El("code", "params."), " ", El("code", "tags."), " ", El("code", "attributes."), " ", El("code", "datasets."),
                ", joined with AND; = != > >= < <= LIKE ILIKE IN."),
            Rest(query, "filter", "view", "size", "page")),
        listing is null || listing.Rows.Count == 0 ? null : Chooser(query, listing),
    };

    // What another form of the page decides stays as it is.
    private static IEnumerable<XElement> Rest(RunTableQuery query, params string[] own) => query.ToAddress().Query
        .Where(pair => !own.Contains(pair.Name)).Select(pair => Kept(pair.Name, pair.Value));

    private static XElement Kept(string name, string value) => El("input", At("type", "hidden"), At("name", name), At("value", value));

    private static XElement Chooser(RunTableQuery query, RunListing listing)
    {
        var shown = listing.Columns.Select(column => column.Text).ToHashSet(StringComparer.Ordinal);
        var keys = listing.Keys.Select(Column.Of).Concat(listing.Columns.Where(column => column.Group is not null)).DistinctBy(column => column.Text).ToList();
        return El("details.chooser", At("id", "columns"),
            El("summary", "Columns", El("span.muted", $" {listing.Columns.Count} of {keys.Count + Column.Fixed.Count} shown")),
            El("form", At("method", "get"), At("action", Addresses.Experiment(query.Experiment).ToString()), At("aria-label", "Columns"),
            Rest(query, "column"),
            Kept("column", ""),
            Group("Run", Column.Fixed, shown),
            Group("Metrics", keys.Where(column => column.Value.Entity == Entity.Metric), shown),
            Group("Params", keys.Where(column => column.Value.Entity == Entity.Param), shown),
            Group("Tags", keys.Where(column => column.Value.Entity == Entity.Tag), shown),
            El("p", El("button", At("type", "submit"), "Show these columns"), " ", Link((query with { Columns = null }).ToAddress(), "Back to the usual columns"))));
    }

    private static XElement? Group(string legend, IEnumerable<Column> columns, HashSet<string> shown)
    {
        var boxes = columns.Select(column => El("label.box", El("input", At("type", "checkbox"), At("name", "column"), At("value", column.Text), If(shown.Contains(column.Text), "checked")),
            El("span", Figures.Cut(column.Label, 60)))).ToList();
        return boxes.Count == 0 ? null : El("fieldset", El("legend", legend), El("div.boxes", boxes));
    }
}
