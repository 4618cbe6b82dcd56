using System.Xml.Linq;
using Relevo.Mlflow.Server.Pages.Markup;
using static Relevo.Mlflow.Server.Pages.Markup.Html;

namespace Relevo.Mlflow.Server.Pages.Models;

/// <summary>The list of registered models.</summary>
internal static class ModelsPage
{
    public static XElement Render(ModelListQuery query, long total, IReadOnlyList<ListedModel> rows)
    {
        var address = query.ToAddress();
        var pager = new Pager(query.Page, ModelListQuery.Size, total);
        return Layout.Page("Models", [], null,
            El("section", At("aria-label", "All models"),
                El("form.bar", At("method", "get"), At("action", Addresses.Models.ToString()), At("role", "search"), At("aria-label", "Models"),
                    El("label.field.wide", El("span", "Name or description contains"), El("input", At("type", "search"), At("name", "q"), At("value", query.Search), At("maxlength", "256"))),
                    El("button", At("type", "submit"), "Search")),
                rows.Count == 0 ? El("p.empty", query.Search.Length > 0 ? $"No model's name or description contains “{query.Search}”." : "No model is registered yet.") : Scrolling("Models", El("table",
                    El("caption", pager.Say("model")),
                    El("thead", El("tr",
                        SortHeading.Of("Name", "name", query.Sort, query.IsDescending, address),
                        SortHeading.Of("Versions", "versions", query.Sort, query.IsDescending, address, isNumber: true),
                        El("th", At("scope", "col"), "Latest"), El("th", At("scope", "col"), "Champion"), El("th", At("scope", "col"), "Other aliases"),
                        SortHeading.Of("Changed", "updated", query.Sort, query.IsDescending, address),
                        El("th", At("scope", "col"), "Description"))),
                    El("tbody", rows.Select(Row)))),
                pager.ToNavigation(address, "Pages of models")));
    }

    private static XElement Row(ListedModel row)
    {
        var champion = row.Aliases.FirstOrDefault(alias => alias.Alias == ModelDetails.Champion);
        return El("tr",
            El("th", At("scope", "row"), Link(Addresses.Model(row.Name), row.Name)),
            El("td.number", Figures.Count(row.VersionCount)),
            El("td", row.LatestVersion is { } latest ? Version(row.Name, latest.ToString()) : "–"),
            El("td", champion is null ? "–" : Version(row.Name, champion.Version)),
            El("td", row.Aliases.Where(alias => alias != champion).Select(alias => new object[] { El("span.chip", $"{alias.Alias} → v{alias.Version}"), " " })),
            El("td.nowrap", Layout.Time(row.UpdatedAt)),
            El("td", Figures.Cut(row.Description ?? "", 120)));
    }

    private static XElement Version(string model, string version) => El("a", At("href", $"{Addresses.Model(model)}#v{version}"), $"v{version}");
}
