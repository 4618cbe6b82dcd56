using Relevo.Core.Yaml;

namespace Relevo.Core.Assets;

/// <summary>Puts values from the command line into a document before it is typed.</summary>
internal static class Overrides
{
    /// <summary>The document with each value at its dotted path.</summary>
    public static YamlMapping Apply(YamlMapping root, IReadOnlyDictionary<string, string> values, Diagnostics diagnostics)
    {
        foreach (var (path, value) in values)
        {
            var keys = path.Split('.');
            if (keys.Any(string.IsNullOrWhiteSpace))
                diagnostics.Add(root.Location, $"--set {path}: expected names with dots between them, such as inputs.learning_rate.");
            else if (Check(root, keys, path, diagnostics))
                root = (YamlMapping)Put(root, keys, path, Parsed(value, root.Location), diagnostics);
        }
        return root;
    }

    private static YamlNode Put(YamlNode node, ReadOnlySpan<string> keys, string path, YamlNode value, Diagnostics diagnostics)
    {
        if (keys.IsEmpty) return Leaf(node, value);
        if (node is YamlScalar { IsNull: true }) node = new YamlMapping(node.Location, []);
        if (node is not YamlMapping mapping)
        {
            diagnostics.Add(node.Location, $"--set {path}: there is {node.Kind} where a mapping with '{keys[0]}' is expected.");
            return node;
        }
        var entries = mapping.Entries.ToList();
        var key = keys[0];
        var at = entries.FindIndex(entry => entry.Key.Text == key);
        if (at < 0)
        {
            at = entries.Count;
            entries.Add(new YamlEntry(new YamlScalar(mapping.Location, key, isPlain: true), new YamlScalar(mapping.Location, "", isPlain: true)));
        }
        entries[at] = entries[at] with { Value = Put(entries[at].Value, keys[1..], path, value, diagnostics) };
        return new YamlMapping(mapping.Location, entries);
    }

    // A value for an input in its long form replaces the value or path inside it.
    private static YamlNode Leaf(YamlNode old, YamlNode value)
    {
        value = Moved(value, old.Location);
        if (old is not YamlMapping mapping || value is YamlMapping) return value;
        foreach (var key in (ReadOnlySpan<string>)["path", "value", "default"])
        {
            if (mapping.Find(key) is not { } inner) continue;
            return new YamlMapping(mapping.Location, [.. mapping.Entries.Select(entry => entry == inner ? entry with { Value = Moved(value, inner.Value.Location) } : entry)]);
        }
        // A declared input without a value gets one.
        if (mapping["type"] is not YamlScalar type) return value;
        var place = AssetTypeNames.TryParse(type.Text, out _) ? "path" : "value";
        return new YamlMapping(mapping.Location, [.. mapping.Entries, new YamlEntry(new YamlScalar(mapping.Location, place, isPlain: true), value)]);
    }

    // Inputs and steps cannot be invented: a value for one that the file does not have would be dropped without a word.
    private static bool Check(YamlMapping root, string[] keys, string path, Diagnostics diagnostics)
    {
        var scope = root;
        if (keys is ["jobs", var stepKey, ..])
        {
            if (root["jobs"] is not YamlMapping steps || steps[stepKey] is not YamlMapping step) return Unknown(root, "jobs", "step", stepKey, path, diagnostics);
            // A component declares inputs that the step need not state; the graph checks them.
            if (step["component"] is not null) return true;
            (scope, keys) = (step, keys[2..]);
        }
        if (keys is not ["inputs", var name, ..] || (scope["inputs"] is YamlMapping inputs && inputs[name] is not null)) return true;
        return scope["component"] is not null || Unknown(scope, "inputs", "input", name, path, diagnostics);
    }

    private static bool Unknown(YamlMapping scope, string section, string noun, string name, string path, Diagnostics diagnostics)
    {
        var known = (scope[section] as YamlMapping)?.Entries.Select(entry => entry.Key.Text) ?? [];
        diagnostics.Add(scope[section]?.Location ?? scope.Location, $"--set {path}: unknown {noun} '{name}'{NearestName.Suggest(name, known)}");
        return false;
    }

    // A fault in the value itself has no place in the file.
    private static YamlNode Parsed(string value, SourceLocation location)
    {
        var isFlow = value.TrimStart() is ['{', ..] or ['[', ..];
        return isFlow ? YamlDocument.Parse(value, "--set", new Diagnostics()).Root : new YamlScalar(location, value, isPlain: true);
    }

    private static YamlNode Moved(YamlNode node, SourceLocation location) => node switch
    {
        YamlScalar scalar => new YamlScalar(location, scalar.Text, scalar.IsPlain),
        YamlSequence sequence => new YamlSequence(location, [.. sequence.Items.Select(item => Moved(item, location))]),
        YamlMapping mapping => new YamlMapping(location, [.. mapping.Entries.Select(entry => new YamlEntry((YamlScalar)Moved(entry.Key, location), Moved(entry.Value, location)))]),
        _ => node,
    };
}
