using System.Xml.Linq;
using Relevo.Mlflow.Server.Pages.Markup;
using Relevo.Mlflow.Server.Store;
using static Relevo.Mlflow.Server.Pages.Markup.Html;

namespace Relevo.Mlflow.Server.Pages.Models;

/// <summary>The whole history of each alias: which version, when, by whom, by which verdict.</summary>
internal static class AliasTimeline
{
    public static XElement? Render(ModelDetails details)
    {
        var groups = details.History.GroupBy(change => change.Alias).OrderByDescending(group => group.Key == ModelDetails.Champion).ThenBy(group => group.Key, StringComparer.Ordinal).ToList();
        return groups.Count == 0 ? null : Section("history", "History of the aliases", groups.Select(group => Alias(group.Key, [.. group], details)));
    }

    private static XElement Alias(string alias, IReadOnlyList<AliasChange> changes, ModelDetails details)
    {
        var now = details.Aliases.FirstOrDefault(a => a.Alias == alias)?.Version;
        return El("div",
            El("h3", El("code", alias), El("span.muted.small", now is null ? " points to nothing now" : $" points to version {now} now")),
            Scrolling($"History of {alias}", El("table.history",
                El("caption", $"{Figures.Count(changes.Count, "change")} of {alias}, newest first"),
                El("thead", El("tr", new[] { "When", "Version", "Before", "For", "By", "Why" }.Select(heading => El("th", At("scope", "col"), heading)))),
                El("tbody", changes.Select((change, at) => Row(change, at + 1 < changes.Count ? changes[at + 1] : null, details)).Reverse()))));
    }

    private static XElement Row(AliasChange change, AliasChange? next, ModelDetails details) => El("tr",
        El("th", At("scope", "row"), Layout.Time(change.At.ToUnixTimeMilliseconds())),
        El("td", change.Version is null ? El("span.badge.warn", "removed") : Version(change.Version, details)),
        El("td", change.Previous is null ? "–" : Version(change.Previous, details)),
        El("td.nowrap", change.Version is null ? "–" : next is null ? "until now" : Figures.Duration((long)(next.At - change.At).TotalMilliseconds)),
        El("td", change.By is { Length: > 0 } by ? by : "–"),
        El("td.text", change.Reason is { Length: > 0 } reason ? reason : "–"));

    // A deleted version has no row to link to.
    private static object Version(string version, ModelDetails details) =>
        details.Versions.Any(v => v.Version == version) ? El("a", At("href", $"#v{version}"), $"v{version}") : $"v{version}";
}
