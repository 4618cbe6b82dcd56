using System.Xml.Linq;
using Relevo.Mlflow.Server.Pages.Markup;
using static Relevo.Mlflow.Server.Pages.Markup.Html;

namespace Relevo.Mlflow.Server.Pages.Models;

/// <summary>A registered model: who is champion, its versions, and what each alias has ever pointed to.</summary>
internal static class ModelPage
{
    public static XElement Render(ModelDetails details, int page)
    {
        var pager = new Pager(page, ModelDetails.PageSize, details.VersionCount);
        return Layout.Page(details.Name, [("Models", Addresses.Models)], details.Model is null ? Sign.Deleted.ToBadge() : null,
            details.Model is null ? El("p.meta", "This model was deleted. What its aliases pointed to is still known.") : Overview(details, details.Model),
            details.Model is null ? null : Champion(details),
            details.Versions.Count == 0 ? null : Section("versions", "Versions",
                Scrolling("Versions", El("table",
                    El("caption", pager.Say("version")),
                    El("thead", El("tr", new[] { "Version", "Aliases", "Run", "Registered", "By", "Notes" }.Select(heading => El("th", At("scope", "col"), heading)))),
                    El("tbody", details.Versions.Select(version => Row(details, version))))),
                pager.ToNavigation(Addresses.Model(details.Name), "Pages of versions")),
            AliasTimeline.Render(details));
    }

    private static XElement Overview(ModelDetails details, RegisteredModel model) => El("div",
        string.IsNullOrWhiteSpace(model.Description) ? null : El("p.text", model.Description),
        El("p.meta", El("span", "Registered ", Layout.Time(model.CreationTimestamp)), El("span", "Changed ", Layout.Time(model.LastUpdatedTimestamp)),
            details.Tags.Select(tag => El("span.chip", Figures.Cut($"{tag.Key}: {tag.Value}")))));

    private static XElement Champion(ModelDetails details)
    {
        var champion = details.Aliases.FirstOrDefault(alias => alias.Alias == ModelDetails.Champion);
        var since = details.History.LastOrDefault(change => change.Alias == ModelDetails.Champion && change.Version == champion?.Version);
        return champion is null
            ? El("section.verdict.calm", At("aria-label", "Champion"), El("div", El("h2", "No champion"), El("p", "No version of this model has the alias “champion”.")))
            : El("section.verdict.good", At("aria-label", "Champion"), El("div",
                El("h2", "Champion: ", El("a", At("href", $"#v{champion.Version}"), $"version {champion.Version}")),
                since is null ? null : El("p", "Since ", Layout.Time(since.At.ToUnixTimeMilliseconds()), since.By is { Length: > 0 } by ? $", by {by}" : null, since.Previous is { } previous ? $", before it version {previous}" : ", the first"),
                since?.Reason is { Length: > 0 } reason ? El("p.muted", reason) : null));
    }

    private static XElement Row(ModelDetails details, ListedVersion version) => El("tr", At("id", $"v{version.Version}"),
        El("th", At("scope", "row"), $"v{version.Version}", version.Status == "READY" ? null : El("span", " ", Sign.Of(version.Status).ToBadge())),
        El("td", details.Aliases.Where(alias => alias.Version == version.Version).Select(alias => new object[] { alias.Alias == ModelDetails.Champion ? Sign.Champion.ToBadge() : El("span.chip", alias.Alias), " " }),
            version.Stage is "None" or "" ? null : El("span.chip", $"stage: {version.Stage}")),
        El("td", version.RunId is not { Length: > 0 } run ? "–" : version.RunName is null ? El("code", run) : Link(Addresses.Run(run), version.RunName)),
        El("td.nowrap", Layout.Time(version.CreatedAt)),
        El("td", version.User is { Length: > 0 } user ? user : "–"),
        El("td.text",
            string.IsNullOrWhiteSpace(version.Description) ? null : El("div", Figures.Cut(version.Description, 300)),
            version.Tags.Count == 0 ? null : El("details.inline", El("summary", Figures.Count(version.Tags.Count, "tag")), El("ul.plain", version.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => El("li", El("code", tag.Key), $" {Figures.Cut(tag.Value, 300)}")))),
            El("details.inline", El("summary", "Source"), El("code", version.Source))));
}
