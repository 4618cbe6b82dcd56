using System.Text;

namespace Relevo.Mlflow.Server.Search;

/// <summary>Cuts a filter into tokens, one at a time.</summary>
internal sealed class FilterLexer(string text)
{
    private int _at;

    public FilterToken Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        var start = _at;
        if (_at == text.Length)
            return new FilterToken(FilterTokenKind.End, "", start);
        switch (text[_at])
        {
            case '\'' or '"':
                return new FilterToken(FilterTokenKind.Quoted, Quoted(text[_at]), start);
            case '`':
                return new FilterToken(FilterTokenKind.Backticked, Quoted('`'), start);
            case '.':
                return One(FilterTokenKind.Dot);
            case ',':
                return One(FilterTokenKind.Comma);
            case '(':
                return One(FilterTokenKind.Open);
            case ')':
                return One(FilterTokenKind.Close);
            case '=' or '<' or '>' or '!':
                return Sign();
            case var c when char.IsAsciiDigit(c) || (c is '-' or '+' && _at + 1 < text.Length && (char.IsAsciiDigit(text[_at + 1]) || text[_at + 1] == '.')):
                return Number();
            case var c when IsWord(c):
                while (_at < text.Length && IsWord(text[_at]))
                    _at++;
                return new FilterToken(FilterTokenKind.Word, text[start.._at], start);
            default:
                throw Filter.Fault($"Invalid filter string: unexpected character '{text[_at]}' at position {_at + 1} of '{text}'.");
        }
    }

    /// <summary>What follows a dot: an unquoted key may hold dots, slashes, dashes and colons, and may start with a digit.</summary>
    public FilterToken NextKey()
    {
        if (_at < text.Length && (text[_at] is '\'' or '"' or '`' || char.IsWhiteSpace(text[_at])))
            return Next();
        var start = _at;
        while (_at < text.Length && (IsWord(text[_at]) || text[_at] is '.' or '/' or '-' or ':'))
            _at++;
        return start == _at ? Next() : new FilterToken(FilterTokenKind.Word, text[start.._at], start);
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private FilterToken One(FilterTokenKind kind) => new(kind, text[_at].ToString(), _at++);

    private FilterToken Sign()
    {
        var start = _at++;
        if (_at < text.Length && text[_at] == '=' && text[start] is '<' or '>' or '!')
            _at++;
        var sign = text[start.._at];
        return sign == "!" || (_at < text.Length && text[_at] is '=' or '<' or '>' or '!')
            ? throw Filter.Fault($"Invalid comparison operator at position {start + 1} of '{text}'; choose one of =, !=, >, >=, <, <=, LIKE, ILIKE, IN, NOT IN.")
            : new FilterToken(FilterTokenKind.Sign, sign, start);
    }

    private FilterToken Number()
    {
        var start = _at++;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '.' or '_' || (text[_at] is '-' or '+' && text[_at - 1] is 'e' or 'E')))
            _at++;
        return new FilterToken(FilterTokenKind.Number, text[start.._at], start);
    }

    private string Quoted(char quote)
    {
        var start = _at++;
        var inside = new StringBuilder();
        for (; _at < text.Length; _at++)
        {
            if (text[_at] != quote)
            {
                inside.Append(text[_at]);
            }
            else if (_at + 1 < text.Length && text[_at + 1] == quote)
            {
                inside.Append(quote);
                _at++;
            }
            else
            {
                _at++;
                return inside.ToString();
            }
        }
        throw Filter.Fault($"Invalid filter string: the quote at position {start + 1} of '{text}' is not closed.");
    }
}
