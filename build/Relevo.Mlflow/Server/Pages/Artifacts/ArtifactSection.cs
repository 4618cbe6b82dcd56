using System.Xml.Linq;
using Relevo.Mlflow.Server.Artifacts;
using Relevo.Mlflow.Server.Pages.Markup;
using Relevo.Mlflow.Server.Store;
using static Relevo.Mlflow.Server.Pages.Markup.Html;

namespace Relevo.Mlflow.Server.Pages.Artifacts;

/// <summary>A run's artifacts as a tree, and its images in small.</summary>
internal static class ArtifactSection
{
    private const int MostEntries = 500;
    private const int MostImages = 12;
    private const int Deepest = 12;

    /// <summary>The folder of a run's artifacts; null where another store keeps them.</summary>
    public static ArtifactFolder? FolderOf(TrackingStore store, RunInfo info) =>
        ArtifactUri.PathOf(info.ArtifactUri ?? "") is { } path ? new ArtifactFolder(ArtifactTree.Resolve(store.ArtifactsRoot, path)) : null;

    public static object Render(TrackingStore store, RunInfo info)
    {
        if (FolderOf(store, info) is not { } folder)
            return El("p.empty", "Another store keeps the artifacts of this run: ", El("code", info.ArtifactUri ?? ""));
        var left = MostEntries;
        var images = new List<string>();
        var tree = Branch(folder, "", info.RunId, 0, ref left, images);
        if (tree is null)
            return El("p.empty", "This run has no artifacts.");
        return new object?[]
        {
            images.Count == 0 ? null : El("ul.gallery", images.Take(MostImages).Select(path => El("li", El("a", At("href", Addresses.Artifact(info.RunId, path).ToString()),
                El("img", At("src", Addresses.Image(info.RunId, path).ToString()), At("alt", path), At("loading", "lazy")), El("span", path))))),
            tree,
            left > 0 ? null : El("p.muted.small", $"The first {MostEntries} entries are shown; artifacts/list has them all."),
        };
    }

    private static XElement? Branch(ArtifactFolder folder, string path, string runId, int depth, ref int left, List<string> images)
    {
        var entries = folder.List(path, isNameOnly: false);
        if (entries.Count == 0)
            return null;
        var list = El(depth == 0 ? "ul.tree" : "ul");
        foreach (var entry in entries)
        {
            if (left-- <= 0)
                break;
            if (entry.IsDir)
            {
                list.Add(El("li", El("details", depth < 2 ? At("open", "open") : null, El("summary", NameOf(entry.Path)),
                    (depth < Deepest ? Branch(folder, entry.Path, runId, depth + 1, ref left, images) : null) ?? El("p.muted.small", depth < Deepest ? "Empty." : "Too deep to show."))));
                continue;
            }
            if (ArtifactKind.ImageType(entry.Path) is not null)
                images.Add(entry.Path);
            list.Add(El("li.file", Link(Addresses.Artifact(runId, entry.Path), NameOf(entry.Path)), El("span.muted.small", Figures.Bytes(entry.FileSize ?? 0)),
                El("a.small", At("href", Addresses.Download(runId, entry.Path).ToString()), At("download", NameOf(entry.Path)), "Download", Spoken($" {entry.Path}"))));
        }
        return list;
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
