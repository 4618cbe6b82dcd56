using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Relevo.Mlflow.Server.Pages.Markup;

/// <summary>Builds HTML that is XML as well. LINQ to XML escapes all text, so that nothing that was logged can inject markup.</summary>
internal static class Html
{
    private static readonly HashSet<string> VoidElements = ["br", "hr", "img", "input", "link", "meta", "wbr"];

    /// <summary>An element.</summary>
    /// <param name="selector">Its name with its classes, such as <c>p.muted.small</c>.</param>
    /// <param name="content">Attributes, elements, texts and lists of these; nulls are left out.</param>
    public static XElement El(string selector, params object?[] content)
    {
        var parts = selector.Split('.');
        var element = new XElement(parts[0], content);
        if (parts.Length > 1)
            element.SetAttributeValue("class", string.Join(' ', parts[1..]));
        return element;
    }

    /// <summary>An attribute.</summary>
    public static XAttribute At(string name, object value) => new(name, value);

    /// <summary>An attribute that stands for yes by being there.</summary>
    public static XAttribute? If(bool isSet, string name) => isSet ? new XAttribute(name, name) : null;

    /// <summary>A link inside this server.</summary>
    public static XElement Link(object address, params object?[] content) => El("a", At("href", address.ToString() ?? ""), content);

    /// <summary>Text for screen readers only.</summary>
    public static XElement Spoken(string text) => El("span.sr", text);

    /// <summary>A section with a heading.</summary>
    public static XElement Section(string id, object heading, params object?[] content) =>
        El("section", At("id", id), At("aria-labelledby", $"{id}-heading"), El("h2", At("id", $"{id}-heading"), heading), content);

    /// <summary>Something wider than a phone, in a frame that scrolls by finger and by keyboard.</summary>
    public static XElement Scrolling(string label, XElement content) =>
        El("div.scroll", At("role", "region"), At("tabindex", "0"), At("aria-label", label), content);

    /// <summary>Pairs of a term and what it is; pairs without a value are left out.</summary>
    public static XElement Facts(params (string Term, object? Value)[] facts) =>
        El("dl.facts", facts.Where(fact => fact.Value is not null).Select(fact => El("div", El("dt", fact.Term), El("dd", fact.Value))));

    /// <summary>A list to choose one of.</summary>
    public static XElement Choice(string name, string label, string chosen, params IEnumerable<(string Value, string Text)> options) =>
        El("label.field", El("span", label), El("select", At("name", name), options.Select(option =>
            El("option", At("value", option.Value), If(option.Value == chosen, "selected"), option.Text))));

    /// <summary>The page's bytes: doctype, no empty-element tags where HTML has none, and only characters that XML allows.</summary>
    public static byte[] ToBytes(XElement html)
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
        return Encoding.UTF8.GetBytes($"<!DOCTYPE html>\n{html.ToString(SaveOptions.DisableFormatting)}\n");
    }

    private static string Clean(string text)
    {
        StringBuilder? clean = null;
        for (var at = 0; at < text.Length; at++)
        {
            var isPair = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
            if (isPair || (XmlConvert.IsXmlChar(text[at]) && text[at] != '\r'))
                clean?.Append(text, at, isPair ? 2 : 1);
            else
                (clean ??= new StringBuilder(text, 0, at, text.Length)).Append(text[at] == '\r' ? "" : "\uFFFD");
            at += isPair ? 1 : 0;
        }
        return clean?.ToString() ?? text;
    }
}
