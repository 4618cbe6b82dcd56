using System.Text;
using System.Xml.Linq;
using Relevo.Mlflow.Server.Pages.Markup;
using Relevo.Mlflow.Server.Pages.Runs;
using static Relevo.Mlflow.Server.Pages.Markup.Html;

namespace Relevo.Mlflow.Server.Pages.Artifacts;

/// <summary>Shows one artifact: images as images, all else as text that has no power over the page.</summary>
internal static class ArtifactPage
{
    private const int MostBytes = 256 * 1024;
    private const int MostLines = 100;
    private const int MostCells = 60;

    public static XElement Render(RunInfo info, string experimentName, string path, FileInfo file) => Layout.Page(
        Path.GetFileName(path),
        [("Experiments", Addresses.Experiments), (experimentName, Addresses.Experiment(info.ExperimentId)), (RunPage.NameOf(info), Addresses.Run(info.RunId))],
        null,
        El("p.meta", El("code", path), El("span", Figures.Bytes(file.Length)), El("span", "Changed ", Layout.Time(new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeMilliseconds())),
            El("a.button", At("href", Addresses.Download(info.RunId, path).ToString()), At("download", Path.GetFileName(path)), "Download")),
        El("section", At("aria-label", "Content"), Content(info.RunId, path, file)));

    private static object Content(string runId, string path, FileInfo file)
    {
        if (ArtifactKind.ImageType(path) is not null)
            return El("p.picture", El("img", At("src", Addresses.Image(runId, path).ToString()), At("alt", path)));
        var bytes = new byte[Math.Min(file.Length, MostBytes)];
        int length;
        using (var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var content = bytes.AsSpan(0, length);
        if (length == 0)
            return El("p.empty", "The file is empty.");
        if (content.Contains((byte)0))
            return El("p.empty", "This file is not text, so there is nothing to show. Download it to open it.");
        var text = Encoding.UTF8.GetString(content).TrimStart('\uFEFF');
        var isWhole = length == file.Length;
        var cut = isWhole ? null : El("p.muted.small", $"The first {Figures.Bytes(MostBytes)} are shown.");
        return ArtifactKind.Separator(path) is { } separator
            ? new object?[] { Sheet(path, text, separator), cut }
            : [El("pre.file", At("tabindex", "0"), At("role", "region"), At("aria-label", "Text of the file"), isWhole && ArtifactKind.IsJson(path) ? JsonText.Indent(text) : text), cut];
    }

    private static XElement Sheet(string path, string text, char separator)
    {
        var rows = Csv.Read(text, separator).Take(MostLines + 2).ToList();
        var shown = rows.Skip(1).Take(MostLines).ToList();
        var caption = rows.Count > MostLines + 1 ? $"The first {MostLines} rows" : Figures.Count(shown.Count, "row");
        return Scrolling($"Table of {path}", El("table.sheet",
            El("caption", caption),
            El("thead", El("tr", rows.Take(1).SelectMany(row => row.Take(MostCells)).Select(cell => El("th", At("scope", "col"), Figures.Cut(cell, 60))))),
            El("tbody", shown.Select(row => El("tr", row.Take(MostCells).Select(cell => El("td", Figures.Cut(cell, 200))))))));
    }
}
