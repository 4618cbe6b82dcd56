namespace Relevo.Core.Expressions;

/// <summary>Parses the text of a template. Goes on after a fault, to find every one.</summary>
internal sealed class TemplateParser(string source)
{
    private const string ExpressionStart = "${{";
    private const string ExpressionEnd = "}}";
    private const string OptionalStart = "$[[";
    private const string OptionalEnd = "]]";
    private const string Forms =
        "inputs.name, outputs.name, parent.inputs.name, parent.outputs.name, parent.jobs.step.outputs.name, parent.jobs.step.inputs.name, search_space.name or name";

    private readonly List<SyntaxFault> _faults = [];
    private int _position;

    public IReadOnlyList<SyntaxFault> Faults => _faults;

    public List<TemplatePart> Parse() => Parts(isOptional: false);

    private List<TemplatePart> Parts(bool isOptional)
    {
        var parts = new List<TemplatePart>();
        var textStart = _position;
        while (_position < source.Length)
        {
            var isExpression = At(ExpressionStart);
            if (isOptional && At(OptionalEnd)) break;
            if (!isExpression && (isOptional || !At(OptionalStart)))
            {
                _position++;
                continue;
            }
            AddText(parts, textStart);
            TemplatePart? part = isExpression ? Expression() : Optional();
            if (part is not null) parts.Add(part);
            textStart = _position;
        }
        AddText(parts, textStart);
        return parts;
    }

    private TemplatePart.Optional? Optional()
    {
        var start = _position;
        _position += OptionalStart.Length;
        var parts = Parts(isOptional: true);
        if (At(OptionalEnd))
        {
            _position += OptionalEnd.Length;
            return new TemplatePart.Optional(parts);
        }
        _faults.Add(new SyntaxFault(start, "'$[[' is never closed; expected ']]'."));
        return null;
    }

    private TemplatePart.Expression? Expression()
    {
        var start = _position;
        _position += ExpressionStart.Length;
        var end = source.IndexOf(ExpressionEnd, _position, StringComparison.Ordinal);
        if (end < 0 || source.AsSpan(_position, end - _position).IndexOfAny("{}$\n") >= 0)
        {
            _faults.Add(new SyntaxFault(start, "'${{' is never closed; expected '}}'."));
            return null;
        }
        var inner = source[_position..end].Trim();
        _position = end + ExpressionEnd.Length;
        if (Resolve(inner) is { } reference) return new TemplatePart.Expression(reference, start);
        // The form of the first previews, which still lives in old files.
        var hint = inner.StartsWith("jobs.", StringComparison.Ordinal) ? $"did you mean '${{{{parent.{inner}}}}}'?" : $"expected {Forms}.";
        _faults.Add(new SyntaxFault(start, $"'${{{{{inner}}}}}' is no known expression; {hint}"));
        return null;
    }

    private static Reference? Resolve(string text)
    {
        var names = text.Split('.');
        if (names.Any(name => !IsName(name))) return null;
        return names switch
        {
            ["inputs", _, ..] => new Reference.Input(Rest(names, 1)),
            ["outputs", _, ..] => new Reference.Output(Rest(names, 1)),
            ["parent", "inputs", _, ..] => new Reference.ParentInput(Rest(names, 2)),
            ["parent", "outputs", _, ..] => new Reference.ParentOutput(Rest(names, 2)),
            ["parent", "jobs", var step, "inputs", _, ..] => new Reference.StepInput(step, Rest(names, 4)),
            ["parent", "jobs", var step, "outputs", _, ..] => new Reference.StepOutput(step, Rest(names, 4)),
            ["search_space", _, ..] => new Reference.SearchSpace(Rest(names, 1)),
            ["inputs" or "outputs" or "parent" or "search_space"] => null,
            [var name] => new Reference.Variable(name),
            _ => null,
        };
    }

    // Grouped inputs have names with dots: inputs.group.member.
    private static string Rest(string[] names, int from) => string.Join('.', names[from..]);

    private static bool IsName(string name) => name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    private bool At(string token) => string.CompareOrdinal(source, _position, token, 0, token.Length) == 0;

    private void AddText(List<TemplatePart> parts, int start)
    {
        if (_position > start) parts.Add(new TemplatePart.Text(source[start.._position]));
    }
}
