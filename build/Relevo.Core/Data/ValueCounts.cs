using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Relevo.Core.Data;

/// <summary>
/// Counts how often each value occurs. Exact up to 100,000 distinct values; values that first appear after these are not counted, so that
/// memory is bounded.
/// </summary>
internal sealed class ValueCounts
{
    private const int MaxDistinct = 100_000;
    private const int MaxKeptChars = 128;
    private const int ShownChars = 80;

    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts a value.</summary>
    public void Add(string value)
    {
        var key = value.Length <= MaxKeptChars ? value : Shorten(value);
        ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(_counts, key);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref count))
            count++;
        else if (_counts.Count < MaxDistinct)
            _counts.Add(key, 1);
    }

    /// <summary>The values as they are written.</summary>
    public IReadOnlyList<FrequentValue> ByText() => [.. _counts.Select(count => new FrequentValue(count.Key, count.Value))];

    /// <summary>The values as numbers: <c>1</c> and <c>1.0</c> are the same, shown as the shorter of them.</summary>
    public IReadOnlyList<FrequentValue> ByNumber() =>
    [
        .. _counts
            .GroupBy(count => double.Parse(count.Key, NumberStyles.Float, CultureInfo.InvariantCulture))
            .Select(same => new FrequentValue(
                same.Select(count => count.Key.Trim()).OrderBy(text => text.Length).ThenBy(text => text, StringComparer.Ordinal).First(),
                same.Sum(count => count.Value))),
    ];

    // Long text is told apart by its digest, so that neither memory nor the record grows with it.
    private static string Shorten(string value)
    {
        var end = char.IsHighSurrogate(value[ShownChars - 1]) ? ShownChars - 1 : ShownChars;
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..16];
        return $"{value[..end]}… ({value.Length} characters, SHA-256 {digest}…)";
    }
}
