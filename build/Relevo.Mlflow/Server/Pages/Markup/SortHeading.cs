using System.Xml.Linq;
using static Relevo.Mlflow.Server.Pages.Markup.Html;

namespace Relevo.Mlflow.Server.Pages.Markup;

/// <summary>The heading of a column that a table can be sorted by.</summary>
internal static class SortHeading
{
    /// <summary>The heading; its link sorts, or turns the order that is in force.</summary>
    /// <param name="text">What the column shows.</param>
    /// <param name="key">What it is sorted by.</param>
    /// <param name="sort">What the table is sorted by now.</param>
    /// <param name="isDescending">The order in force.</param>
    /// <param name="address">The page's own address.</param>
    /// <param name="isNumber">Whether it stands on the right.</param>
    /// <param name="group">What kind of key it is, shown above it.</param>
    public static XElement Of(string text, string key, string sort, bool isDescending, Address address, bool isNumber = false, string? group = null)
    {
        var isCurrent = key == sort;
        var next = isCurrent ? !isDescending : isNumber;
        return El(isNumber ? "th.number" : "th", At("scope", "col"), isCurrent ? At("aria-sort", isDescending ? "descending" : "ascending") : null,
            group is null ? null : El("span.group", group, " "),
            El("a.sort", At("href", address.With("sort", key).With("dir", next ? "desc" : "asc").With("page", null).ToString()), At("title", text),
                El("span", Figures.Cut(text, 40)), El("span.arrow", At("aria-hidden", "true"), isCurrent ? isDescending ? "↓" : "↑" : "↕"),
                Spoken(next ? ", sort descending" : ", sort ascending")));
    }
}
