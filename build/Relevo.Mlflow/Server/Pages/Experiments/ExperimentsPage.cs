using System.Xml.Linq;
using Relevo.Mlflow.Server.Pages.Markup;
using static Relevo.Mlflow.Server.Pages.Markup.Html;

namespace Relevo.Mlflow.Server.Pages.Experiments;

/// <summary>The list of experiments, the first page.</summary>
internal static class ExperimentsPage
{
    public static XElement Render(ExperimentListQuery query, long total, IReadOnlyList<ListedExperiment> rows)
    {
        var address = query.ToAddress();
        var pager = new Pager(query.Page, ExperimentListQuery.Size, total);
        return Layout.Page("Experiments", [], null,
            El("section", At("aria-label", "All experiments"),
                El("form.bar", At("method", "get"), At("action", "/"), At("role", "search"), At("aria-label", "Experiments"),
                    El("label.field.wide", El("span", "Name contains"), El("input", At("type", "search"), At("name", "q"), At("value", query.Search), At("maxlength", "500"))),
                    Choice("view", "Show", query.View.Word(), PageQuery.Views),
                    El("button", At("type", "submit"), "Search")),
                rows.Count == 0 ? Nothing(query) : Scrolling("Experiments", El("table",
                    El("caption", pager.Say("experiment")),
                    El("thead", El("tr",
                        SortHeading.Of("Name", "name", query.Sort, query.IsDescending, address),
                        SortHeading.Of("Runs", "runs", query.Sort, query.IsDescending, address, isNumber: true),
                        SortHeading.Of("Last run", "last", query.Sort, query.IsDescending, address),
                        SortHeading.Of("Created", "created", query.Sort, query.IsDescending, address))),
                    El("tbody", rows.Select(Row)))),
                pager.ToNavigation(address, "Pages of experiments")));
    }

    private static XElement Row(ListedExperiment row) => El("tr",
        El("th", At("scope", "row"), Link(Addresses.Experiment(row.Id).With("view", row.IsDeleted ? "deleted" : null), row.Name), row.IsDeleted ? El("span", " ", Sign.Deleted.ToBadge()) : null),
        El("td.number", Figures.Count(row.RunCount)),
        El("td.nowrap", Layout.Time(row.LastStartedAt), row.LastStatus is { } status ? El("span", " ", Sign.Of(status).ToBadge()) : null),
        El("td.nowrap", Layout.Time(row.CreatedAt)));

    private static XElement Nothing(ExperimentListQuery query) => El("p.empty", query.Search.Length > 0
        ? $"No experiment's name contains “{query.Search}”."
        : query.View == ViewType.DeletedOnly ? "No experiment is deleted." : "There are no experiments yet. Point MLFLOW_TRACKING_URI at this server and log a run.");
}
