namespace Relevo.Core.Yaml;

/// <summary>Finds what a person most likely meant by a name that is not known.</summary>
public static class NearestName
{
    // No honest file has as many names in one place; a file of a million must not take minutes to refuse.
    private const int MostCompared = 300;

    /// <summary>The known name that is nearest, or null where none is near enough to be a slip of the fingers.</summary>
    /// <param name="name">The name as written.</param>
    /// <param name="known">The names to choose from.</param>
    public static string? Of(string name, IEnumerable<string> known)
    {
        var limit = Math.Min(3, (name.Length + 1) / 3);
        string? nearest = null;
        var least = int.MaxValue;
        foreach (var candidate in known.Take(MostCompared))
        {
            if (Math.Abs(candidate.Length - name.Length) > limit) continue;
            var distance = Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance > limit || distance >= least) continue;
            (nearest, least) = (candidate, distance);
        }
        return nearest;
    }

    /// <summary><c>; did you mean 'x'?</c>, else <c>; choose one of: a, b.</c>, else <c>.</c>, to end a sentence with.</summary>
    /// <param name="name">The name as written.</param>
    /// <param name="known">The names to choose from.</param>
    public static string Suggest(string name, IEnumerable<string> known)
    {
        var all = known.Take(MostCompared).Where(candidate => candidate.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (Of(name, all) is { } nearest) return $"; did you mean '{nearest}'?";
        if (all.Count == 0) return ".";
        return $"; known: {string.Join(", ", all.Take(24))}{(all.Count > 24 ? ", ..." : ".")}";
    }

    // Optimal string alignment: an insertion, deletion, substitution or swap of neighbours costs one.
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }
        return rows[a.Length, b.Length];
    }
}
