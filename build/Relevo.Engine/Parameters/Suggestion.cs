namespace Relevo.Engine.Parameters;

/// <summary>Finds the name that a person most likely meant.</summary>
internal static class Suggestion
{
    /// <summary>The nearest of the names by edits, or null where none is near.</summary>
    public static string? For(string written, IEnumerable<string> names)
    {
        var nearest = names
            .Select(x => (Name: x, Distance: Distance(Plain(written), Plain(x))))
            .OrderBy(x => x.Distance).ThenBy(x => x.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.Name is { } name && nearest.Distance <= Math.Max(1, Plain(name).Length / 3) ? name : null;
    }

    private static string Plain(string name) => ParameterName.LettersAndDigits(name).ToLowerInvariant();

    // Optimal string alignment: a swap of two neighbours, the commonest slip, is one edit.
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
