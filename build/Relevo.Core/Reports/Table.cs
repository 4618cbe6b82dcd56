using System.Xml.Linq;
using static Relevo.Core.Reports.Markup;

namespace Relevo.Core.Reports;

/// <summary>A table with a caption; long ones are folded, very long ones are cut.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Headings">The columns; those that start with <c>#</c> hold numbers.</param>
internal sealed record Table(string Caption, params IReadOnlyList<string> Headings)
{
    private const int OpenRows = 25;
    private const int MaxRows = 200;

    /// <summary>The table with these rows; each has a cell for each heading, the first names the row.</summary>
    public XElement With(IReadOnlyCollection<object?[]> rows)
    {
        var table = Tag("table",
            Tag("caption", Caption),
            Tag("thead", Tag("tr", Headings.Select(heading => Tag(IsNumber(heading) ? "th.number" : "th", At("scope", "col"), heading.TrimStart('#'))))),
            Tag("tbody", rows.Take(MaxRows).Select(Row)));
        var shown = Scrolling(Caption, table);
        var cut = rows.Count > MaxRows ? Tag("p.muted", $"The first {MaxRows} of {Figures.Count(rows.Count)} rows are shown.") : null;
        return rows.Count > OpenRows
            ? Tag("details", Tag("summary", $"{Caption}: {Figures.Count(rows.Count)} rows"), shown, cut)
            : shown;
    }

    private XElement Row(object?[] cells) => Tag("tr", cells.Select((cell, at) => at == 0
        ? Tag("th", At("scope", "row"), cell)
        : Tag(IsNumber(Headings[at]) ? "td.number" : "td", cell)));

    private static bool IsNumber(string heading) => heading.StartsWith('#');
}
