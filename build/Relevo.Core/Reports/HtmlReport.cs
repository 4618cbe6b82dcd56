using System.Xml.Linq;
using Relevo.Core.Reports.Sections;
using static Relevo.Core.Reports.Markup;

namespace Relevo.Core.Reports;

/// <summary>Writes a report as one HTML file that needs nothing else: no script, no font, no network.</summary>
public static class HtmlReport
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    private static readonly Lazy<string> Style = new(ReadStyle);

    /// <summary>
    /// Renders the page. Pure: the same model gives the same bytes. The page is well-formed XML too, holds no unescaped text of the model,
    /// and stays under 1 MiB: predictions are thinned, long text is cut, long tables are folded and then cut.
    /// </summary>
    public static string Render(ReportModel model)
    {
        List<XElement> sections =
        [
            .. new[]
            {
                EvidenceSection.Checks(model), EvidenceSection.Metrics(model), PlotsSection.Render(model), PipelineSection.Steps(model),
                PipelineSection.Parameters(model), DataSection.Render(model), DeploymentSection.Endpoint(model), DeploymentSection.Resources(model),
                LineageSection.Render(model), CardSection.Render(model),
            }.OfType<XElement>(),
        ];
        return ToPage(Tag("html", At("lang", "en"), Head(model), Tag("body",
            Tag("a.skip", At("href", "#content"), "Skip to content"),
            ReportHeader.Title(model),
            sections.Count > 1 ? Navigation(sections) : null,
            Tag("main", At("id", "content"),
                ReportHeader.Verdict(model),
                ReportHeader.Notes(model),
                sections,
                sections.Count == 0 ? Tag("p.muted", "No stage has run in this environment yet.") : null),
            Tag("footer", Tag("p.muted.small", $"Made by Relevo, {Figures.Time(model.At)}.")))), Style.Value);
    }

    private static XElement Head(ReportModel model) => Tag("head",
        Tag("meta", At("charset", "utf-8")),
        Tag("meta", At("name", "viewport"), At("content", "width=device-width, initial-scale=1")),
        Tag("meta", At("name", "color-scheme"), At("content", "light dark")),
        Tag("meta", At("http-equiv", "Content-Security-Policy"), At("content", Policy)),
        Tag("title", $"{Figures.Cut(model.Project, 120)} ({Figures.Cut(model.Environment, 60)})"),
        Tag("style"));

    private static XElement Navigation(IEnumerable<XElement> sections) => Tag("nav", At("aria-label", "Sections"), Tag("ul",
        sections.Select(section => Tag("li", Tag("a", At("href", $"#{section.Attribute("id")?.Value}"), section.Element("h2")?.Value)))));

    private static string ReadStyle()
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("report.css")
            ?? throw new InvalidOperationException("The style sheet is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
