namespace Relevo.Engine.Parameters;

/// <summary>The values that nothing printed may show.</summary>
internal sealed class Secrets
{
    private const string Mask = "***";

    // Masking a word as short as this would blot out ordinary text, and tell what the secret is.
    private const int ShortestMasked = 4;

    private string[] values = [];

    /// <summary>The values, the longest first, so that one that holds another is masked whole.</summary>
    public IReadOnlyList<string> Values => values;

    /// <summary>Takes the values of all secret parameters up. Lines of a longer secret count each.</summary>
    public void Collect(ParameterCatalog catalog, Binder binder)
        => values = [.. catalog.Parameters
            .Where(x => x.IsSecret)
            .SelectMany(x => binder.Find(x)?.Values ?? [])
            .SelectMany(x => x.Split('\n').Append(x))
            .Select(x => x.Trim())
            .Where(x => x.Length >= ShortestMasked)
            .Distinct()
            .OrderByDescending(x => x.Length)];

    /// <summary>The text with all secrets masked.</summary>
    public string Hide(string text)
    {
        foreach (var value in values)
            text = text.Replace(value, Mask, StringComparison.Ordinal);
        return text;
    }
}
