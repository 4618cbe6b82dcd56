using System.Text;
using System.Text.RegularExpressions;
using Relevo.Core.Assets;
using Relevo.Core.Yaml;

namespace Relevo.Core.Projects;

/// <summary>Gathers variables as they are written, then resolves what they take from one another, in whatever order they stand.</summary>
/// <param name="diagnostics">Where faults go.</param>
internal sealed partial class VariableSet(Diagnostics diagnostics)
{
    private const int MaxLength = 64 * 1024;
    private const int MaxDepth = 100;

    private readonly OrderedDictionary<string, YamlScalar> _raw = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _resolved = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private bool _hasUnseen;

    /// <summary>Adds the variables of a <c>config-infra</c> file, and of the templates that it names.</summary>
    public void AddFile(string path)
    {
        if (!_files.Add(path)) return;
        var root = YamlDocument.Load(path, diagnostics).Reader(diagnostics);
        switch (root.Node("variables"))
        {
            case YamlMapping mapping: AddMapping(mapping, overrides: false); break;
            case YamlSequence sequence: AddSequence(sequence); break;
            case null when root.Keys.Contains("variables"): break;
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
            if (item is not YamlMapping mapping) diagnostics.Add(item.Location, $"a variable is {item.Kind}; expected a mapping with 'name' and 'value'.");
            // A variable group lives in Azure DevOps; what it holds is not known here.
            else if (mapping["group"] is not null) _hasUnseen = true;
            else if (mapping["template"] is YamlScalar template) AddTemplate(template);
            else if (mapping.Entries is [{ Key: { } condition }] && IsExpression(condition.Text)) Conditional(condition);
            else AddNamed(new YamlReader(mapping, diagnostics));
        }
    }

    private void AddNamed(YamlReader reader)
    {
        reader.Ignore("readonly");
        var name = reader.RequiredString("name");
        reader.Ignore("value");
        reader.RejectUnknownKeys();
        if (reader.Source["value"] is { } value) Add(name, value, reader.Location, overrides: false);
        else if (name.Length > 0) diagnostics.Add(reader.Location, $"variable '{name}' has no 'value'.");
    }

    private void AddTemplate(YamlScalar template)
    {
        // name.yml@repository is a file of another repository.
        if (template.Text.Contains('@', StringComparison.Ordinal)) _hasUnseen = true;
        else if (AssetPath.Resolve(template.Text, template.Location.Directory) is var file && File.Exists(file)) AddFile(file);
        else diagnostics.Add(template.Location, $"'template' names '{SourceLocation.Shorten(file)}', which does not exist.");
    }

    private void Add(string name, YamlNode value, SourceLocation location, bool overrides)
    {
        if (IsExpression(name)) Conditional(new YamlScalar(location, name, isPlain: true));
        else if (string.IsNullOrWhiteSpace(name)) diagnostics.Add(location, "a variable has no name; expected one in front of its value.");
        else if (value is not YamlScalar scalar) diagnostics.Add(value.Location, $"variable '{name}' is {value.Kind}; expected text.");
        else if (!_raw.TryAdd(name, scalar))
        {
            if (overrides) _raw[name] = scalar;
            else diagnostics.Add(location, $"variable '{name}' is given twice; names are compared without case.");
        }
    }

    private void Conditional(YamlScalar condition) =>
        diagnostics.Add(condition.Location, $"'{condition.Text}' is decided by Azure DevOps when a pipeline starts; expected names and values, in a file for each environment.");

    private static bool IsExpression(string text) => text.TrimStart().StartsWith("${{", StringComparison.Ordinal);

    private string Value(string name, List<string> path)
    {
        if (_resolved.TryGetValue(name, out var known)) return known;
        var scalar = _raw[name];
        var text = scalar.IsNull ? "" : scalar.Text;
        path.Add(name);
        var resolved = new StringBuilder();
        var end = 0;
        foreach (Match macro in MacroPattern.Matches(text))
        {
            resolved.Append(text, end, macro.Index - end).Append(Macro(macro, path, scalar.Location));
            end = macro.Index + macro.Length;
            if (resolved.Length <= MaxLength) continue;
            diagnostics.Add(scalar.Location, $"variable '{name}' grows beyond {MaxLength:N0} characters.");
            resolved.Clear();
            break;
        }
        resolved.Append(text, end, text.Length - end);
        path.RemoveAt(path.Count - 1);
        return _resolved[name] = resolved.ToString();
    }

    private string Macro(Match macro, List<string> path, SourceLocation location)
    {
        if (macro.Groups["other"].Success) return Unknowable(macro.Value, path[^1], location);
        var name = macro.Groups["name"].Value;
        var seen = path.FindIndex(outer => outer.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (seen >= 0)
            diagnostics.Add(location, $"variable '{path[^1]}' leads back to itself: {string.Join(" -> ", path[seen..])} -> {name}.");
        else if (path.Count >= MaxDepth)
            diagnostics.Add(location, $"variable '{path[^1]}' is one of more than {MaxDepth} that take their values from one another.");
        else if (_raw.ContainsKey(name))
            return Value(name, path);
        // Azure DevOps fills in names with a dot, such as $(Build.BuildId), when the pipeline runs; a group or a template may hold any other.
        else if (!name.Contains('.', StringComparison.Ordinal) && !_hasUnseen)
            diagnostics.Add(location, $"variable '{path[^1]}' uses unknown '{macro.Value}'{NearestName.Suggest(name, _raw.Keys)}");
        return macro.Value;
    }

    private string Unknowable(string expression, string name, SourceLocation location)
    {
        diagnostics.Add(location, $"variable '{name}' uses '{expression}', which Azure DevOps fills in when a pipeline starts; expected text, $(name) or ${{{{ variables.name }}}}.");
        return expression;
    }

    [GeneratedRegex(
        @"\$\((?<name>[A-Za-z_][A-Za-z0-9_.\-]*)\)|" +
        @"\$\{\{\s*variables(\.(?<name>[A-Za-z_][A-Za-z0-9_\-]*)|\[\s*'(?<name>[^'{}]+)'\s*\])\s*\}\}|" +
        @"(?<other>\$\{\{[^{}]*\}\})")]
    private static partial Regex MacroPattern { get; }
}
