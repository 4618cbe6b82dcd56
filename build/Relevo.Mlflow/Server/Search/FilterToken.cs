namespace Relevo.Mlflow.Server.Search;

/// <summary>A piece of a filter.</summary>
internal enum FilterTokenKind
{
    Word,
    Quoted,
    Backticked,
    Number,
    Sign,
    Dot,
    Comma,
    Open,
    Close,
    End,
}

/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, without quotes.</param>
/// <param name="Position">Where it starts, from 0.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Position)
{
    public bool Is(string keyword) => Kind == FilterTokenKind.Word && Text.Equals(keyword, StringComparison.OrdinalIgnoreCase);
}
