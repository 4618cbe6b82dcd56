using System.Text;

namespace Relevo.Core.Yaml;

/// <summary>A mapping with unique text keys.</summary>
public sealed class YamlMapping : YamlNode
{
    private readonly Dictionary<string, YamlEntry> _byKey;

    /// <summary>Makes a mapping of entries whose keys are unique.</summary>
    /// <param name="location">Where it begins.</param>
    /// <param name="entries">The entries, in order.</param>
    /// <exception cref="ArgumentException">Two entries have the same key.</exception>
    public YamlMapping(SourceLocation location, IReadOnlyList<YamlEntry> entries)
        : base(location)
    {
        Entries = entries;
        ExpandedSize = SaturatedSum(entries.Select(entry => entry.Value.ExpandedSize));
        _byKey = entries.ToDictionary(entry => entry.Key.Text, StringComparer.Ordinal);
    }

    /// <summary>The entries, in order.</summary>
    public IReadOnlyList<YamlEntry> Entries { get; }

    /// <inheritdoc/>
    public override string Kind => "a mapping";

    /// <summary>The value of a key, or null where the key is missing.</summary>
    public YamlNode? this[string key] => _byKey.GetValueOrDefault(key)?.Value;

    /// <summary>The entry of a key, or null where the key is missing.</summary>
    public YamlEntry? Find(string key) => _byKey.GetValueOrDefault(key);

    internal override long ExpandedSize { get; }

    internal override void WriteTo(StringBuilder text)
    {
        text.Append('{');
        for (var i = 0; i < Entries.Count; i++)
        {
            if (i > 0) text.Append(", ");
            Entries[i].Key.WriteTo(text);
            text.Append(": ");
            Entries[i].Value.WriteTo(text);
        }
        text.Append('}');
    }
}
