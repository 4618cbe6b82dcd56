using System.Xml.Linq;
using static Relevo.Mlflow.Server.Pages.Markup.Html;

namespace Relevo.Mlflow.Server.Pages.Markup;

/// <summary>What all pages share: the head, the way around, the landmarks.</summary>
internal static class Layout
{
    /// <summary>A page.</summary>
    /// <param name="title">What it shows; its only first-level heading.</param>
    /// <param name="trail">The pages above it, outermost first; the first is the part of the site.</param>
    /// <param name="badge">What stands beside the heading.</param>
    /// <param name="content">The page's own content.</param>
    public static XElement Page(string title, IReadOnlyList<(string Text, Address Address)> trail, object? badge, params object?[] content)
    {
        var part = trail.Count > 0 ? trail[0].Text : title;
        return El("html", At("lang", "en"),
            El("head",
                El("meta", At("charset", "utf-8")),
                El("meta", At("name", "viewport"), At("content", "width=device-width, initial-scale=1")),
                El("meta", At("name", "color-scheme"), At("content", "light dark")),
                El("title", $"{Figures.Cut(title)} · Relevo"),
                El("link", At("rel", "icon"), At("href", Assets.Icon.Address), At("type", "image/svg+xml")),
                El("link", At("rel", "stylesheet"), At("href", Assets.Style.Address)),
                El("script", At("src", Assets.Script.Address), At("defer", "defer"))),
            El("body",
                El("a.skip", At("href", "#main"), "Skip to the content"),
                El("header.site", El("div.inner",
                    El("a.brand", At("href", Addresses.Experiments.ToString()), At("aria-label", "Relevo tracking, all experiments"), Logo(), El("span", "Relevo")),
                    El("nav", At("aria-label", "Main"), El("ul",
                        Part("Experiments", Addresses.Experiments, part),
                        Part("Models", Addresses.Models, part))))),
                El("main", At("id", "main"), At("tabindex", "-1"),
                    trail.Count == 0 ? null : El("nav.trail", At("aria-label", "Breadcrumbs"), El("ol",
                        trail.Select(step => El("li", Link(step.Address, Figures.Cut(step.Text, 60)))))),
                    El("div.heading", El("h1", title), badge),
                    content),
                El("footer", El("p.muted.small", "Times are in UTC."))));
    }

    /// <summary>A page that tells of a fault.</summary>
    public static XElement Fault(string title, string message) => Page(title, [("Experiments", Addresses.Experiments)], null,
        El("section", At("aria-label", "What happened"), El("p", At("role", "alert"), message), El("p", Link(Addresses.Experiments, "All experiments"), " · ", Link(Addresses.Models, "All models"))));

    /// <summary>A time that programs can read too; a dash where there is none.</summary>
    public static object Time(long? milliseconds) =>
        milliseconds is { } at ? El("time", At("datetime", Figures.Iso(at)), Figures.Time(at)) : "–";

    private static XElement Part(string name, Address address, string current) =>
        El("li", El("a", At("href", address.ToString()), name == current ? At("aria-current", "true") : null, name));

    private static XElement Logo() => El("svg.logo", At("viewBox", "0 0 24 24"), At("aria-hidden", "true"), At("focusable", "false"),
        El("path", At("d", "M3 16c5 0 5-8 10-8h5")), El("path", At("d", "M15 4.5L18.5 8 15 11.5")), El("circle", At("cx", "18"), At("cy", "16.5"), At("r", "2.2")));
}
