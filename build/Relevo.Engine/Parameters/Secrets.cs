using System.Text;

namespace Relevo.Engine.Parameters;

/// <summary>The values that nothing printed may show.</summary>
internal sealed class Secrets
{
    private const string Mask = "***";

    // Masking a word as short as this would blot out ordinary text, and tell what the secret is.
    private const int ShortestMasked = 4;

    private string[] values = [];

    /// <summary>The values.</summary>
    public IReadOnlyList<string> Values => values;

    /// <summary>Takes the values of all secret parameters up. Lines of a longer secret count each.</summary>
    public void Collect(ParameterCatalog catalog, Binder binder)
        => Add(catalog.All.Where(x => x.IsSecret).SelectMany(x => binder.Find(x)?.Values ?? []));

    /// <summary>Takes values up.</summary>
    public void Add(IEnumerable<string> secrets)
        => values = [.. secrets
            .SelectMany(x => x.Split('\n').Append(x))
            .Select(x => x.Trim())
            .Where(x => x.Length >= ShortestMasked)
            .Union(values)];

    /// <summary>The text with all secrets masked.</summary>
    public string Hide(string text)
    {
        var spans = Find(text);
        if (spans.Count == 0)
            return text;

        var hidden = new StringBuilder(text.Length);
        var end = 0;
        foreach (var span in spans)
        {
            hidden.Append(text, end, span.Start - end).Append(Mask);
            end = span.End;
        }

        return hidden.Append(text, end, text.Length - end).ToString();
    }

    /// <summary>
    /// From where on a text may go on to be a secret: its end where it may not. What stands before holds whole secrets only.
    /// </summary>
    public int Undecided(string text)
    {
        var start = values.Select(x => text.Length - Beginning(x, text)).Append(text.Length).Min();
        foreach (var span in Find(text).AsEnumerable().Reverse())
        {
            if (span.Start < start && start < span.End)
                start = span.Start;
        }

        return start;
    }

    // The places of secrets, in order; those that overlap are one.
    private List<(int Start, int End)> Find(string text)
    {
        var spans = new List<(int Start, int End)>();
        foreach (var span in values.SelectMany(x => Occurrences(x, text)).OrderBy(x => x.Start))
        {
            if (spans is [.., var last] && span.Start < last.End)
                spans[^1] = (last.Start, Math.Max(last.End, span.End));
            else
                spans.Add(span);
        }

        return spans;
    }

    private static IEnumerable<(int Start, int End)> Occurrences(string value, string text)
    {
        for (var at = text.IndexOf(value, StringComparison.Ordinal); at >= 0; at = text.IndexOf(value, at + 1, StringComparison.Ordinal))
            yield return (at, at + value.Length);
    }

    // How many of the text's last characters are the first of the value.
    private static int Beginning(string value, string text)
    {
        for (var length = Math.Min(value.Length - 1, text.Length); length > 0; length--)
        {
            if (text.AsSpan().EndsWith(value.AsSpan(0, length), StringComparison.Ordinal))
                return length;
        }

        return 0;
    }
}
