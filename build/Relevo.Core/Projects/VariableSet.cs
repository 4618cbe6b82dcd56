using System.Text;
using System.Text.RegularExpressions;
using Relevo.Core.Yaml;

namespace Relevo.Core.Projects;

/// <summary>Gathers variables as they are written, then resolves their <c>$(x)</c> macros.</summary>
/// <param name="diagnostics">Where faults go.</param>
internal sealed partial class VariableSet(Diagnostics diagnostics)
{
    private const int MaxLength = 64 * 1024;

    private readonly OrderedDictionary<string, (string Text, SourceLocation Location)> _raw = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _resolved = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds the variables of a <c>config-infra</c> file.</summary>
    public void AddFile(string path)
    {
        var root = YamlDocument.Load(path, diagnostics).Reader(diagnostics);
        switch (root.Node("variables"))
        {
            case YamlMapping mapping: AddMapping(mapping, overrides: false); break;
            case YamlSequence sequence: AddSequence(sequence); break;
            case null: diagnostics.Add(root.Location, "missing key 'variables'; expected a mapping of names and values."); break;
            case var node: diagnostics.Add(node.Location, $"'variables' is {node.Kind}; expected a mapping of names and values."); break;
        }
    }

    /// <summary>Adds a mapping of names and values.</summary>
    /// <param name="mapping">The mapping.</param>
    /// <param name="overrides">Whether a name that is known already gets the new value; otherwise that is a fault.</param>
    public void AddMapping(YamlMapping mapping, bool overrides)
    {
        foreach (var entry in mapping.Entries) Add(entry.Key.Text, entry.Value, entry.Key.Location, overrides);
    }

    /// <summary>Every variable with its macros resolved.</summary>
    public EnvironmentVariables Resolve()
    {
        var values = new OrderedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in _raw.Keys) values[name] = Value(name, []);
        return new EnvironmentVariables(values);
    }

    private void AddSequence(YamlSequence sequence)
    {
        foreach (var item in sequence.Items)
        {
            if (item is not YamlMapping mapping)
            {
                diagnostics.Add(item.Location, $"a variable is {item.Kind}; expected a mapping with 'name' and 'value'.");
                continue;
            }
            // A variable group lives in Azure DevOps and is not known here.
            if (mapping["group"] is not null) continue;
            var reader = new YamlReader(mapping, diagnostics);
            reader.Ignore("readonly", "value");
            var name = reader.RequiredString("name");
            reader.RejectUnknownKeys();
            if (mapping["value"] is { } value) Add(name, value, mapping.Location, overrides: false);
            else diagnostics.Add(mapping.Location, $"variable '{name}' has no 'value'.");
        }
    }

    private void Add(string name, YamlNode value, SourceLocation location, bool overrides)
    {
        if (value is not YamlScalar scalar) diagnostics.Add(value.Location, $"variable '{name}' is {value.Kind}; expected text.");
        else if (!_raw.TryAdd(name, (scalar.IsNull ? "" : scalar.Text, scalar.Location)))
        {
            if (overrides) _raw[name] = (scalar.IsNull ? "" : scalar.Text, scalar.Location);
            else diagnostics.Add(location, $"variable '{name}' is given twice; names are compared without case.");
        }
    }

    private string Value(string name, List<string> path)
    {
        if (_resolved.TryGetValue(name, out var known)) return known;
        var (text, location) = _raw[name];
        path.Add(name);
        var resolved = new StringBuilder();
        var end = 0;
        foreach (Match macro in MacroPattern.Matches(text))
        {
            resolved.Append(text, end, macro.Index - end).Append(Macro(macro, path, location));
            end = macro.Index + macro.Length;
            if (resolved.Length <= MaxLength) continue;
            diagnostics.Add(location, $"variable '{name}' grows beyond {MaxLength:N0} characters.");
            resolved.Clear();
            break;
        }
        resolved.Append(text, end, text.Length - end);
        path.RemoveAt(path.Count - 1);
        return _resolved[name] = resolved.ToString();
    }

    private string Macro(Match macro, List<string> path, SourceLocation location)
    {
        var name = macro.Groups["name"].Value;
        var seen = path.FindIndex(outer => outer.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (seen >= 0)
            diagnostics.Add(location, $"variable '{path[^1]}' leads back to itself: {string.Join(" -> ", path[seen..])} -> {name}.");
        else if (_raw.ContainsKey(name))
            return Value(name, path);
        // Azure DevOps fills in names with a dot, such as $(Build.BuildId), when the pipeline runs.
        else if (!name.Contains('.', StringComparison.Ordinal))
            diagnostics.Add(location, $"variable '{path[^1]}' uses unknown '{macro.Value}'{NearestName.Suggest(name, _raw.Keys)}");
        return macro.Value;
    }

    [GeneratedRegex(@"\$\((?<name>[A-Za-z_][A-Za-z0-9_.\-]*)\)")]
    private static partial Regex MacroPattern { get; }
}
