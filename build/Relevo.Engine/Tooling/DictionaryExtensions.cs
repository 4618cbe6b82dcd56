#nullable disable annotations // NUKE's API states nothing about null; the same sources must compile alike against either.

namespace Nuke.Common.Utilities.Collections;

/// <summary>Fills dictionaries in a chain of calls, as for <see cref="INukeBuild.ReportSummary"/>.</summary>
public static class DictionaryExtensions
{
    /// <summary>Adds a pair.</summary>
    public static Dictionary<TKey, TValue> AddPair<TKey, TValue>(this Dictionary<TKey, TValue> dictionary, TKey key, TValue value = default)
    {
        dictionary.Add(key, value);
        return dictionary;
    }

    /// <summary>Adds a pair, with the value's text.</summary>
    public static Dictionary<TKey, string> AddPair<TKey, TValue>(this Dictionary<TKey, string> dictionary, TKey key, TValue value = default)
    {
        dictionary.Add(key, value.ToString());
        return dictionary;
    }

    /// <summary>Adds a pair unless its key is null.</summary>
    public static Dictionary<TKey, TValue> AddPairWhenKeyNotNull<TKey, TValue>(this Dictionary<TKey, TValue> dictionary, TKey key, TValue value = default)
        where TKey : class
        => key is null ? dictionary : dictionary.AddPair<TKey, TValue>(key, value);

    /// <summary>Adds a pair unless its value is null.</summary>
    public static Dictionary<TKey, TValue> AddPairWhenValueNotNull<TKey, TValue>(this Dictionary<TKey, TValue> dictionary, TKey key, TValue value)
        where TValue : class
        => value is null ? dictionary : dictionary.AddPair<TKey, TValue>(key, value);
}
