using System.Text;

namespace Relevo.Core.Expressions;

/// <summary>Text with <c>${{...}}</c> expressions and <c>$[[...]]</c> optional parts, parsed once.</summary>
public sealed class Template
{
    private Template(string source, IReadOnlyList<TemplatePart> parts) => (Source, Parts) = (source, parts);

    /// <summary>The text as it was written.</summary>
    public string Source { get; }

    /// <summary>The parts, in order.</summary>
    public IReadOnlyList<TemplatePart> Parts { get; }

    /// <summary>Every reference with where it begins, also those in optional parts.</summary>
    public IEnumerable<TemplatePart.Expression> Expressions => Parts.SelectMany(part => part switch
    {
        TemplatePart.Expression expression => [expression],
        TemplatePart.Optional optional => optional.Parts.OfType<TemplatePart.Expression>(),
        _ => [],
    });

    /// <summary>The only reference, where the text is one expression and nothing else; null otherwise.</summary>
    public Reference? SoleReference => Parts is [TemplatePart.Expression expression] ? expression.Reference : null;

    /// <summary>Parses a text.</summary>
    /// <param name="source">The text.</param>
    /// <exception cref="FormatException">An expression is not closed or not known.</exception>
    public static Template Parse(string source)
    {
        var template = Parse(source, out var faults);
        return faults.Count == 0 ? template : throw new FormatException(faults[0].Message);
    }

    /// <summary>Parses a text; what is wrong is left out of the template and listed.</summary>
    /// <param name="source">The text.</param>
    /// <param name="faults">Everything that is wrong; empty for a good text.</param>
    public static Template Parse(string source, out IReadOnlyList<SyntaxFault> faults)
    {
        var parser = new TemplateParser(source);
        var template = new Template(source, parser.Parse());
        faults = parser.Faults;
        return template;
    }

    /// <summary>A template of parts.</summary>
    /// <param name="parts">The parts, in order.</param>
    public static Template Of(IReadOnlyList<TemplatePart> parts)
    {
        var text = new StringBuilder();
        Write(parts, text);
        return new Template(text.ToString(), parts);
    }

    /// <summary>The text with each expression replaced by its value.</summary>
    /// <param name="resolve">
    /// The value of a reference; null where it is absent, which drops the optional part around it. Throws for a reference that it does not know.
    /// </param>
    /// <exception cref="InvalidOperationException">A reference outside optional parts is absent.</exception>
    public string Evaluate(Func<Reference, string?> resolve)
    {
        var text = new StringBuilder();
        foreach (var part in Parts)
        {
            if (part is TemplatePart.Optional optional) text.Append(Evaluate(optional, resolve));
            else if (part is TemplatePart.Expression { Reference: var reference })
                text.Append(resolve(reference) ?? throw new InvalidOperationException($"${{{{{reference}}}}} has no value."));
            else if (part is TemplatePart.Text { Value: var value }) text.Append(value);
        }
        return text.ToString();
    }

    /// <summary>The canonical text: expressions without inner blanks.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Write(Parts, text);
        return text.ToString();
    }

    private static string? Evaluate(TemplatePart.Optional optional, Func<Reference, string?> resolve)
    {
        var text = new StringBuilder();
        foreach (var part in optional.Parts)
        {
            if (part is TemplatePart.Text { Value: var value }) text.Append(value);
            else if (part is not TemplatePart.Expression { Reference: var reference }) continue;
            else if (resolve(reference) is { } resolved) text.Append(resolved);
            else return null;
        }
        return text.ToString();
    }

    private static void Write(IReadOnlyList<TemplatePart> parts, StringBuilder text)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case TemplatePart.Text { Value: var value }: text.Append(value); break;
                case TemplatePart.Expression { Reference: var reference }: text.Append("${{").Append(reference).Append("}}"); break;
                case TemplatePart.Optional optional:
                    text.Append("$[[");
                    Write(optional.Parts, text);
                    text.Append("]]");
                    break;
            }
        }
    }
}
