using System.Globalization;

namespace Relevo.Core.Yaml;

/// <summary>
/// Reads the keys of one mapping as typed values. A wrong or missing value becomes a fault in <see cref="Diagnostics"/> and reading
/// goes on with a harmless stand-in, so that every fault of a file is found. Finish with <see cref="RejectUnknownKeys"/>.
/// </summary>
/// <param name="mapping">The mapping.</param>
/// <param name="diagnostics">Where the faults go.</param>
/// <example><code>
/// YamlDocument.Read("gate.yml", root => {
///     var rules = root.Mapping("rules")?.OptionalDouble("min_r2");
///     root.RejectUnknownKeys();
///     return rules;
/// });
/// </code></example>
public sealed class YamlReader(YamlMapping mapping, Diagnostics diagnostics)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ignored = new(StringComparer.Ordinal);

    /// <summary>The mapping that is read.</summary>
    public YamlMapping Source { get; } = mapping;

    /// <summary>Where faults go.</summary>
    public Diagnostics Diagnostics { get; } = diagnostics;

    /// <summary>Where the mapping begins.</summary>
    public SourceLocation Location => Source.Location;

    /// <summary>The keys as written, in order.</summary>
    public IEnumerable<string> Keys => Source.Entries.Select(entry => entry.Key.Text);

    /// <summary>Where the value of a key is, or the mapping where the key is missing.</summary>
    /// <param name="key">The key.</param>
    public SourceLocation LocationOf(string key) => Source[key]?.Location ?? Location;

    /// <summary>The value of a key as written; null where it is missing or null. Marks the key as known.</summary>
    /// <param name="key">The key.</param>
    public YamlNode? Node(string key)
    {
        _known.Add(key);
        return Source[key] is { } node and not YamlScalar { IsNull: true } ? node : null;
    }

    /// <summary>Whether a key is present and not null. Marks the key as known.</summary>
    /// <param name="key">The key.</param>
    public bool Has(string key) => Node(key) is not null;

    /// <summary>Text; any scalar is text, exactly as written. Empty, with a fault, where the key is missing or holds no scalar.</summary>
    /// <param name="key">The key.</param>
    public string RequiredString(string key)
    {
        if (Node(key) is null)
        {
            Missing(key, "text");
            return "";
        }
        var text = OptionalString(key);
        if (text is { } blank && string.IsNullOrWhiteSpace(blank)) Fault(key, $"'{key}' is empty; expected text.");
        return text ?? "";
    }

    /// <summary>Text; any scalar is text, exactly as written. Null where the key is missing.</summary>
    /// <param name="key">The key.</param>
    public string? OptionalString(string key) => Scalar(key, "text")?.Text;

    /// <summary>A whole number, or null where the key is missing.</summary>
    /// <param name="key">The key.</param>
    /// <param name="min">Least value allowed.</param>
    /// <param name="max">Greatest value allowed.</param>
    public int? OptionalInt(string key, int min = int.MinValue, int max = int.MaxValue)
    {
        if (Scalar(key, "a whole number") is not { } scalar) return null;
        if (!int.TryParse(scalar.Text.Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return Wrong<int>(key, scalar, "a whole number");
        return value >= min && value <= max ? value : Wrong<int>(key, scalar, Range("a whole number", min, max, int.MinValue, int.MaxValue));
    }

    /// <summary>A whole number; <paramref name="min"/> or 0, with a fault, where the key is missing or wrong.</summary>
    /// <param name="key">The key.</param>
    /// <param name="min">Least value allowed.</param>
    /// <param name="max">Greatest value allowed.</param>
    public int RequiredInt(string key, int min = int.MinValue, int max = int.MaxValue)
    {
        if (Node(key) is null) Missing(key, "a whole number");
        return OptionalInt(key, min, max) ?? Math.Max(0, min);
    }

    /// <summary>A number, or null where the key is missing. NaN is never accepted.</summary>
    /// <param name="key">The key.</param>
    /// <param name="min">Least value allowed.</param>
    /// <param name="max">Greatest value allowed.</param>
    public double? OptionalDouble(string key, double min = double.NegativeInfinity, double max = double.PositiveInfinity)
    {
        if (Scalar(key, "a number") is not { } scalar) return null;
        if (!double.TryParse(scalar.Text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || double.IsNaN(value))
            return Wrong<double>(key, scalar, "a number");
        return value >= min && value <= max ? value : Wrong<double>(key, scalar, Range("a number", min, max, double.NegativeInfinity, double.PositiveInfinity));
    }

    /// <summary>A number; 0, with a fault, where the key is missing or wrong.</summary>
    /// <param name="key">The key.</param>
    /// <param name="min">Least value allowed.</param>
    /// <param name="max">Greatest value allowed.</param>
    public double RequiredDouble(string key, double min = double.NegativeInfinity, double max = double.PositiveInfinity)
    {
        if (Node(key) is null) Missing(key, "a number");
        return OptionalDouble(key, min, max) ?? 0;
    }

    /// <summary>A YAML 1.1 boolean in any of its spellings, quoted or not; null where the key is missing.</summary>
    /// <param name="key">The key.</param>
    public bool? OptionalBool(string key)
    {
        if (Scalar(key, "true or false") is not { } scalar) return null;
        return new YamlScalar(scalar.Location, scalar.Text, isPlain: true).Boolean ?? Wrong<bool>(key, scalar, "true or false");
    }

    /// <summary>One of named values, compared without case and underscores (<c>AMLToken</c> is <c>aml_token</c>); null where the key is missing.</summary>
    /// <typeparam name="T">What the names stand for.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="choices">The names and what they stand for.</param>
    public T? Choice<T>(string key, IReadOnlyDictionary<string, T> choices)
        where T : struct
    {
        if (Scalar(key, "one of: " + string.Join(", ", choices.Keys)) is not { } scalar) return null;
        foreach (var (name, value) in choices)
        {
            if (Letters(name).Equals(Letters(scalar.Text), StringComparison.OrdinalIgnoreCase)) return value;
        }
        var nearest = NearestName.Of(scalar.Text, choices.Keys) is { } near ? $" Did you mean '{near}'?" : "";
        Diagnostics.Add(scalar.Location, $"'{key}' is '{scalar.Text}'; expected one of: {string.Join(", ", choices.Keys)}.{nearest}");
        return null;
    }

    /// <summary>A reader of the mapping under a key; null where the key is missing or, with a fault, holds something else.</summary>
    /// <param name="key">The key.</param>
    public YamlReader? Mapping(string key)
    {
        switch (Node(key))
        {
            case null: return null;
            case YamlMapping mapping: return new YamlReader(mapping, Diagnostics);
            case var node: Diagnostics.Add(node.Location, $"'{key}' is {node.Kind}; expected a mapping."); return null;
        }
    }

    /// <summary>As <see cref="Mapping"/>, with a fault and an empty mapping where the key is missing.</summary>
    /// <param name="key">The key.</param>
    public YamlReader RequiredMapping(string key)
    {
        if (Node(key) is null) Missing(key, "a mapping");
        return Mapping(key) ?? new YamlReader(new YamlMapping(Location, []), Diagnostics);
    }

    /// <summary>The items of a sequence; empty where the key is missing or, with a fault, holds something else.</summary>
    /// <param name="key">The key.</param>
    public IReadOnlyList<YamlNode> Sequence(string key)
    {
        switch (Node(key))
        {
            case null: return [];
            case YamlSequence sequence: return sequence.Items;
            case var node: Diagnostics.Add(node.Location, $"'{key}' is {node.Kind}; expected a sequence."); return [];
        }
    }

    /// <summary>One text or a sequence of texts.</summary>
    /// <param name="key">The key.</param>
    public IReadOnlyList<YamlScalar> Scalars(string key)
    {
        if (Node(key) is YamlScalar single) return [single];
        var scalars = new List<YamlScalar>();
        foreach (var item in Sequence(key))
        {
            if (item is YamlScalar scalar) scalars.Add(scalar);
            else Diagnostics.Add(item.Location, $"'{key}' holds {item.Kind}; expected text.");
        }
        return scalars;
    }

    /// <summary>A mapping of names to text, in file order; nested values become YAML on one line. Empty where the key is missing.</summary>
    /// <param name="key">The key.</param>
    public IReadOnlyDictionary<string, string> StringMap(string key)
    {
        var map = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in Mapping(key)?.Source.Entries ?? [])
            map[entry.Key.Text] = entry.Value is YamlScalar scalar ? (scalar.IsNull ? "" : scalar.Text) : entry.Value.ToString();
        return map;
    }

    /// <summary>Marks keys as known that are not read.</summary>
    /// <param name="keys">The keys.</param>
    public void Ignore(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys) _ignored.Add(key);
    }

    /// <summary>Adds a fault for each key that was neither read nor ignored, with the nearest known key, else those that are read.</summary>
    public void RejectUnknownKeys()
    {
        foreach (var key in Source.Entries.Select(entry => entry.Key).Where(key => !_known.Contains(key.Text) && !_ignored.Contains(key.Text)))
        {
            if (string.IsNullOrWhiteSpace(key.Text)) Diagnostics.Add(key.Location, "there is no key in front of this ':'; expected one.");
            else if ((NearestName.Of(key.Text, _known) ?? NearestName.Of(key.Text, _ignored)) is { } nearest) Diagnostics.Add(key.Location, $"unknown key '{key.Text}'; did you mean '{nearest}'?");
            else Diagnostics.Add(key.Location, $"unknown key '{key.Text}'{NearestName.Suggest(key.Text, _known.Order(StringComparer.Ordinal))}");
        }
    }

    /// <summary>Adds a fault at the value of a key, or at the mapping where the key is missing.</summary>
    /// <param name="key">The key.</param>
    /// <param name="message">What is wrong, and what was expected.</param>
    public void Fault(string key, string message) => Diagnostics.Add(LocationOf(key), message);

    private YamlScalar? Scalar(string key, string expected)
    {
        switch (Node(key))
        {
            case null: return null;
            case YamlScalar scalar: return scalar;
            case var node: Diagnostics.Add(node.Location, $"'{key}' is {node.Kind}; expected {expected}."); return null;
        }
    }

    private T? Wrong<T>(string key, YamlScalar scalar, string expected)
        where T : struct
    {
        Diagnostics.Add(scalar.Location, $"'{key}' is '{scalar.Text}'; expected {expected}.");
        return null;
    }

    private static string Letters(string name) => name.Replace("_", "", StringComparison.Ordinal);

    private void Missing(string key, string expected) => Diagnostics.Add(Location, $"missing key '{key}'; expected {expected}.");

    private static string Range<T>(string kind, T min, T max, T lowest, T highest)
        where T : IComparable<T> =>
        (min.CompareTo(lowest) > 0, max.CompareTo(highest) < 0) switch
        {
            (true, true) => $"{kind} from {min} to {max}",
            (true, false) => $"{kind} of at least {min}",
            _ => $"{kind} of at most {max}",
        };
}
