using System.Xml.Linq;
using static Relevo.Core.Reports.Figures;
using static Relevo.Core.Reports.Markup;

namespace Relevo.Core.Reports.Sections;

/// <summary>The chain from source code to what answers requests.</summary>
internal static class LineageSection
{
    private const int MaxData = 5;

    /// <summary>Commit, data, run, model version, deployment.</summary>
    public static XElement? Render(ReportModel model)
    {
        var links = Links(model).ToList();
        return links.Count < 2 ? null : Section("lineage", "Lineage", Tag("ol.chain", links));
    }

    private static IEnumerable<XElement> Links(ReportModel model)
    {
        if (model.Source is { Commit: { } commit } source)
            yield return Link("Commit", source.ToString(), source.IsDirty ? "with changes that are not committed" : source.Branch ?? "", commit, null);
        foreach (var data in model.Training?.Job.Data.Take(MaxData) ?? model.Data?.Assets.Select(asset => asset.Version).Take(MaxData) ?? [])
            yield return Link("Data", $"{data.Name} v{data.Version}", Digest(data.Digest), data.Digest, model.Data is null ? null : "data");
        if (model.Training is { } training)
            yield return Link("Run", Digest(training.Job.RunId), training.Job.Experiment, training.Job.RunId, "pipeline");
        if ((model.Training?.Model ?? model.Gate?.Candidate ?? model.Deployment?.Model) is { } version)
            yield return Link("Model version", $"{version.Name} v{version.Version}", version.Digest is { } digest ? Digest(digest) : "", version.Digest ?? version.Uri, "card");
        if (model.Gate is { } gate)
            yield return Link("Gate", Mark.Of(gate.Decision).Word, $"{Time(gate.StartedAt)}, v{gate.Candidate.Version}", gate.GateDigest, "verdict");
        if (model.Deployment is { } deployment)
            yield return Link("Deployment", $"{deployment.Endpoint}/{deployment.Deployment}", $"serves v{deployment.Model.Version}", deployment.Model.Uri, "deployment");
    }

    private static XElement Link(string kind, string what, string detail, string title, string? section) => Tag("li", At("title", Cut(title)),
        Tag("span.kind", kind),
        section is null ? Tag("strong", Cut(what, 60)) : Tag("strong", Tag("a", At("href", $"#{section}"), Cut(what, 60))),
        Tag("span.muted.small", Cut(detail, 80)));
}
