using System.Globalization;

namespace Relevo.Mlflow.Server.Search;

/// <summary>Reads MLflow's filter grammar by recursive descent: <c>condition (AND condition)* [AND]</c>.</summary>
internal sealed class FilterParser
{
    private readonly string _text;
    private readonly FilterLexer _lexer;
    private FilterToken _token;

    public FilterParser(string text)
    {
        _text = text;
        _lexer = new FilterLexer(text);
        _token = _lexer.Next();
    }

    public List<Condition> Conditions()
    {
        var conditions = new List<Condition> { Condition() };
        while (_token.Is("AND"))
        {
            Advance();
            // The real server accepts a trailing AND, and clients that build filters in a loop rely on it.
            if (_token.Kind == FilterTokenKind.End)
                break;
            conditions.Add(Condition());
        }
        if (_token.Is("OR"))
            throw Filter.Fault($"Invalid clause(s) in filter string: 'OR' at position {_token.Position + 1} is not supported; join conditions with AND, or use IN.");
        return _token.Kind == FilterTokenKind.End ? conditions : throw Unexpected("AND or the end");
    }

    public Ordering Ordering()
    {
        if (_token.Kind == FilterTokenKind.End)
            throw Filter.Fault("Invalid order_by clause: it is empty.");
        var field = Field(allowsSpaces: true);
        var isDescending = _token.Is("DESC");
        if (isDescending || _token.Is("ASC"))
            Advance();
        return _token.Kind == FilterTokenKind.End ? new Ordering(field, isDescending) : throw Filter.Fault($"Invalid order_by clause '{_text}'; write a field, then ASC or DESC.");
    }

    private Condition Condition()
    {
        var field = Field(allowsSpaces: false);
        var comparison = Comparison();
        return new Condition(field, comparison, comparison is Search.Comparison.In or Search.Comparison.NotIn ? Several() : Single());
    }

    private Field Field(bool allowsSpaces)
    {
        var first = _token;
        if (first.Kind is FilterTokenKind.Backticked or FilterTokenKind.Quoted)
        {
            Advance();
            return new Field(Entity.Attribute, first.Text);
        }
        if (first.Kind != FilterTokenKind.Word)
            throw Unexpected("a field such as metrics.rmse");
        Advance();
        if (_token.Kind != FilterTokenKind.Dot)
            return new Field(Entity.Attribute, allowsSpaces ? Spaced(first.Text) : first.Text);
        var entity = Search.Field.EntityOf(first.Text)
            ?? throw Filter.Fault($"Invalid entity type '{first.Text}'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']");
        var key = _lexer.NextKey();
        if (key.Kind is not (FilterTokenKind.Word or FilterTokenKind.Quoted or FilterTokenKind.Backticked) || key.Text.Length == 0)
            throw Filter.Fault($"Invalid filter string: a key is expected after '{first.Text}.' at position {key.Position + 1} of '{_text}'.");
        Advance();
        return new Field(entity, key.Text);
    }

    // order_by knows the attribute "Run name" with a space.
    private string Spaced(string first)
    {
        if (!_token.Is("name"))
            return first;
        Advance();
        return $"{first} name";
    }

    private Comparison Comparison()
    {
        var token = _token;
        if (token.Kind is not (FilterTokenKind.Sign or FilterTokenKind.Word))
            throw Unexpected("a comparison such as = or LIKE");
        Advance();
        if (token.Is("NOT") && _token.Is("IN"))
        {
            Advance();
            return Search.Comparison.NotIn;
        }
        return token.Text.ToUpperInvariant() switch
        {
            "=" => Search.Comparison.Equal,
            "!=" => Search.Comparison.NotEqual,
            ">" => Search.Comparison.Greater,
            ">=" => Search.Comparison.GreaterOrEqual,
            "<" => Search.Comparison.Less,
            "<=" => Search.Comparison.LessOrEqual,
            "LIKE" => Search.Comparison.Like,
            "ILIKE" => Search.Comparison.ILike,
            "IN" => Search.Comparison.In,
            _ => throw Filter.Fault($"Invalid comparison operator '{token.Text}' at position {token.Position + 1}; choose one of =, !=, >, >=, <, <=, LIKE, ILIKE, IN, NOT IN."),
        };
    }

    private Operand Single()
    {
        var token = _token;
        switch (token.Kind)
        {
            case FilterTokenKind.Quoted:
                Advance();
                return new Operand.Text(token.Text);
            case FilterTokenKind.Number when double.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number):
                Advance();
                return new Operand.Number(number);
            default:
                throw Unexpected("a number or a quoted text");
        }
    }

    private Operand.Several Several()
    {
        Take(FilterTokenKind.Open, "'('");
        var values = new List<string>();
        do
        {
            if (values.Count > 0)
                Advance();
            if (_token.Kind == FilterTokenKind.Close && values.Count > 0)
                break;
            values.Add(_token.Kind == FilterTokenKind.Quoted ? _token.Text : throw Unexpected("a quoted text"));
            Advance();
        }
        while (_token.Kind == FilterTokenKind.Comma);
        Take(FilterTokenKind.Close, "',' or ')'");
        return new Operand.Several(values);
    }

    private void Take(FilterTokenKind kind, string expected)
    {
        if (_token.Kind != kind)
            throw Unexpected(expected);
        Advance();
    }

    private void Advance() => _token = _lexer.Next();

    private MlflowException Unexpected(string expected) => Filter.Fault(_token.Kind == FilterTokenKind.End
        ? $"Invalid filter string: {expected} is expected at the end of '{_text}'."
        : $"Invalid filter string: {expected} is expected instead of '{_token.Text}' at position {_token.Position + 1} of '{_text}'.");
}
