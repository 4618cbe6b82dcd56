using System.Collections.Frozen;

namespace Relevo.Core.Data;

/// <summary>
/// The words that stand for a missing value in text files: those of <c>pandas.read_csv</c> without <c>None</c>, which is a category of its
/// own in many tables.
/// </summary>
internal static class MissingValues
{
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
        ["", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN", "n/a", "nan", "null"],
        StringComparer.Ordinal);

    /// <summary>True where the text stands for no value.</summary>
    public static bool Contains(string text) => text.Length <= 8 && Words.Contains(text);
}
