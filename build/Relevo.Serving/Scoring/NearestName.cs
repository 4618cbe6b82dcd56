namespace Relevo.Serving.Scoring;

/// <summary>Finds what a misspelt name was meant to be.</summary>
internal static class NearestName
{
    /// <summary>"did you mean 'x'?" where one is near, else the names to choose from.</summary>
    public static string Suggest(string name, IEnumerable<string> known)
    {
        var names = known.Distinct(StringComparer.Ordinal).ToList();
        var (nearest, distance) = names.Select(candidate => (candidate, Distance(name, candidate))).DefaultIfEmpty(("", int.MaxValue)).MinBy(pair => pair.Item2);
        if (distance <= Math.Max(2, name.Length / 3))
            return $"did you mean '{nearest}'?";
        var shown = string.Join(", ", names.Take(20).Select(shown => $"'{shown}'"));
        return names.Count == 0 ? "there are no columns to choose from." : $"choose one of: {shown}{(names.Count > 20 ? $" and {names.Count - 20} more" : "")}.";
    }

    /// <summary>Levenshtein's distance, letters compared without case.</summary>
    private static int Distance(string left, string right)
    {
        if (Math.Abs(left.Length - right.Length) > 20 || right.Length > 200)
            return int.MaxValue - 1;
        var costs = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = costs[0];
            costs[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = diagonal + (char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1);
                diagonal = costs[j];
                costs[j] = Math.Min(change, Math.Min(costs[j], costs[j - 1]) + 1);
            }
        }

        return costs[right.Length];
    }
}
