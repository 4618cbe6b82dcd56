using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Relevo.Core.Reports;

/// <summary>Builds HTML that is XML as well. LINQ to XML escapes all text, so that no record can inject markup.</summary>
internal static class Markup
{
    private static readonly HashSet<string> VoidElements = ["br", "col", "hr", "img", "link", "meta", "wbr"];

    /// <summary>An element.</summary>
    /// <param name="selector">Its name with its classes, such as <c>p.muted.small</c>.</param>
    /// <param name="content">Attributes, elements, texts and lists of these; nulls are left out.</param>
    public static XElement Tag(string selector, params object?[] content)
    {
        var parts = selector.Split('.');
        var element = new XElement(parts[0], content);
        if (parts.Length > 1)
            element.SetAttributeValue("class", string.Join(' ', parts[1..]));
        return element;
    }

    /// <summary>An attribute.</summary>
    public static XAttribute At(string name, string value) => new(name, value);

    /// <summary>A section with a heading that the navigation links to.</summary>
    public static XElement Section(string id, string heading, params object?[] content) =>
        Tag("section", At("id", id), At("aria-labelledby", $"{id}-heading"), Tag("h2", At("id", $"{id}-heading"), heading), content);

    /// <summary>Something wider than a phone, in a frame that scrolls by finger and by keyboard.</summary>
    public static XElement Scrolling(string label, XElement content) =>
        Tag("div.scroll", At("role", "region"), At("tabindex", "0"), At("aria-label", label), content);

    /// <summary>Writes the page: doctype, no empty-element tags where HTML has none, and only characters that XML allows.</summary>
    public static string ToPage(XElement html, string style)
    {
        foreach (var element in html.DescendantsAndSelf())
        {
            if (element.IsEmpty && !VoidElements.Contains(element.Name.LocalName))
                element.Add("");
            foreach (var attribute in element.Attributes())
                attribute.Value = Clean(attribute.Value);
            foreach (var text in element.Nodes().OfType<XText>())
                text.Value = Clean(text.Value);
        }
        // A style's content is no markup in HTML, so it is put in unescaped. The style sheet has none of XML's signs.
        return $"<!DOCTYPE html>\n{html.ToString(SaveOptions.DisableFormatting).Replace("<style></style>", $"<style>{style}</style>", StringComparison.Ordinal)}\n";
    }

    private static string Clean(string text)
    {
        StringBuilder? clean = null;
        for (var at = 0; at < text.Length; at++)
        {
            var isPair = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
            if (isPair || XmlConvert.IsXmlChar(text[at]))
                clean?.Append(text, at, isPair ? 2 : 1);
            else
                (clean ??= new StringBuilder(text, 0, at, text.Length)).Append('\uFFFD');
            at += isPair ? 1 : 0;
        }
        return clean?.ToString() ?? text;
    }
}
