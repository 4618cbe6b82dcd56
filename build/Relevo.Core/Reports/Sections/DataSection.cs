using System.Xml.Linq;
using Relevo.Core.Data;
using Relevo.Core.Records;
using Relevo.Core.Reports.Plots;
using static Relevo.Core.Reports.Figures;
using static Relevo.Core.Reports.Markup;

namespace Relevo.Core.Reports.Sections;

/// <summary>The data assets with the statistics of their columns.</summary>
internal static class DataSection
{
    private const int MaxColumns = 150;
    private const int MaxAssets = 20;
    private const int ShownTopValues = 3;

    /// <summary>Every asset, its columns folded.</summary>
    public static XElement? Render(ReportModel model)
    {
        if (model.Data is not { Assets: { Count: > 0 } assets })
            return null;
        var left = MaxColumns;
        return Section("data", "Data",
            new Table("Data assets", "Asset", "Content", "#Size", "#Files", "#Rows", "State").With([.. assets.Select(Row)]),
            assets.Take(MaxAssets).Select(asset => Columns(asset, ref left)));
    }

    private static object?[] Row(RegisteredData asset) =>
    [
        Tag("code", Cut(asset.Version.Reference, 120)),
        new object[] { Tag("code", At("title", Cut(asset.Version.Digest)), Digest(asset.Version.Digest)), Tag("div.muted.small", Cut(asset.Version.Source, 120)) },
        Bytes(asset.Version.SizeBytes),
        Count(asset.Version.FileCount),
        asset.Statistics is { } statistics ? Count(statistics.NumExamples) : "–",
        asset.IsNew ? Tag("span.chip", "new") : Tag("span.muted", "unchanged"),
    ];

    private static XElement? Columns(RegisteredData asset, ref int left)
    {
        if (asset.Statistics is not { Features.Count: > 0 } statistics || left == 0)
            return null;
        var shown = statistics.Features.Take(left).ToList();
        left -= shown.Count;
        var caption = $"Columns of {Cut(asset.Version.Name, 80)}";
        // Folded here, so not once more by the table.
        return Tag("details", Tag("summary", $"{caption}: {Count(statistics.Features.Count)}"),
            Scrolling(caption, Tag("table.columns",
                Tag("caption", caption),
                Tag("thead", Tag("tr", Headings.Select(heading => Tag(heading[0] == '#' ? "th.number" : "th", At("scope", "col"), heading.TrimStart('#'))))),
                Tag("tbody", shown.Select(column => Column(column, statistics.NumExamples))))),
            shown.Count < statistics.Features.Count ? Tag("p.muted", $"The first {shown.Count} columns are shown.") : null);
    }

    private static readonly string[] Headings = ["Column", "Type", "#Missing", "#Distinct", "Values", "#Mean ± deviation", "#Min, median, max"];

    private static XElement Column(FeatureStatistics column, long rows) => Tag("tr",
        Tag("th", At("scope", "row"), column.Name.Length == 0 ? Tag("span.muted", "(unnamed)") : Cut(column.Name, 80)),
        Tag("td", column.Type.ToString().ToLowerInvariant()),
        Tag("td.number", column.NumMissing == 0 ? "0" : Percent((double)column.NumMissing / Math.Max(1, rows))),
        Tag("td.number", Count(column.Unique)),
        Tag("td", column.Numeric is { } shape ? MiniHistogram.Draw(shape) : TopValues(column)),
        Tag("td.number", column.Numeric is { } mean ? $"{Number(mean.Mean)} ± {Number(mean.StdDev)}" : column.AverageLength is { } length ? $"{Number(Math.Round(length, 1))} chars" : "–"),
        Tag("td.number", column.Numeric is { } range ? $"{Number(range.Min)}, {Number(range.Median)}, {Number(range.Max)}" : "–"));

    private static XElement TopValues(FeatureStatistics column) => Tag("ul.top", column.TopValues.Take(ShownTopValues).Select(top =>
    {
        var share = (double)top.Frequency / Math.Max(1, column.NumNonMissing);
        return Tag("li",
            Tag("span.bar", At("style", $"width:{Pixel(Math.Clamp(share, 0, 1) * 100)}%"), At("aria-hidden", "true")),
            Tag("span.value", Cut(top.Value, 40)), " ", Tag("span.muted", Percent(share)));
    }));
}
