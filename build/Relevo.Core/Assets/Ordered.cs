using System.Collections.ObjectModel;

namespace Relevo.Core.Assets;

/// <summary>Maps that keep the order of the file.</summary>
internal static class Ordered
{
    /// <summary>The shared empty map of a value type.</summary>
    public static IReadOnlyDictionary<string, T> Empty<T>() => ReadOnlyDictionary<string, T>.Empty;
}
