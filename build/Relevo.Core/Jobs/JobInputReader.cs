using System.Globalization;
using Relevo.Core.Assets;
using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>Reads the <c>inputs</c> and <c>outputs</c> of jobs and steps, in their short and long forms.</summary>
internal static class JobInputReader
{
    private static readonly IReadOnlyDictionary<string, (LiteralType? Literal, AssetType? Asset)> Types = TypeChoices();

    private static readonly IReadOnlyDictionary<string, AccessMode> Modes = new OrderedDictionary<string, AccessMode>(StringComparer.Ordinal)
    {
        ["ro_mount"] = AccessMode.ReadOnlyMount,
        ["rw_mount"] = AccessMode.ReadWriteMount,
        ["mount"] = AccessMode.ReadWriteMount,
        ["download"] = AccessMode.Download,
        ["upload"] = AccessMode.Upload,
        ["direct"] = AccessMode.Direct,
        ["eval_mount"] = AccessMode.EvalMount,
        ["eval_download"] = AccessMode.EvalDownload,
    };

    public static IReadOnlyDictionary<string, JobInput> Inputs(this YamlReader reader)
    {
        var inputs = new OrderedDictionary<string, JobInput>(StringComparer.Ordinal);
        foreach (var entry in reader.Mapping("inputs")?.Source.Entries ?? [])
        {
            if (Input(entry, reader.Diagnostics) is { } input) inputs.Add(entry.Key.Text, input);
        }
        return inputs;
    }

    public static IReadOnlyDictionary<string, JobOutput> Outputs(this YamlReader reader)
    {
        var outputs = new OrderedDictionary<string, JobOutput>(StringComparer.Ordinal);
        foreach (var entry in reader.Mapping("outputs")?.Source.Entries ?? [])
            outputs.Add(entry.Key.Text, Output(entry, reader.Diagnostics));
        return outputs;
    }

    public static AccessMode? Mode(this YamlReader reader) => reader.Choice("mode", Modes);

    /// <summary>The type under <c>type</c>: of a literal or of data.</summary>
    public static (LiteralType? Literal, AssetType? Asset)? Type(this YamlReader reader) => reader.Choice("type", Types);

    private static JobInput? Input(YamlEntry entry, Diagnostics diagnostics)
    {
        switch (entry.Value)
        {
            case YamlScalar scalar when IsBinding(scalar.Text): return new JobInput.Binding(scalar.Text, null, null) { Location = scalar.Location };
            case YamlScalar scalar: return new JobInput.Literal(scalar.IsNull ? "" : scalar.Text, TypeOf(scalar)) { Location = scalar.Location };
            case YamlMapping mapping: return Input(entry.Key.Text, new YamlReader(mapping, diagnostics));
            default:
                diagnostics.Add(entry.Value.Location, $"input '{entry.Key.Text}' is {entry.Value.Kind}; expected a value, or a mapping with 'path' or 'value'.");
                return null;
        }
    }

    private static JobInput? Input(string name, YamlReader reader)
    {
        reader.Ignore("description", "optional", "min", "max", "enum", "path_on_compute", "datastore", "version", "is_deterministic");
        var type = reader.Type();
        var mode = reader.Mode();
        var path = reader.OptionalString("path");
        var value = Value(reader, "value") ?? Value(reader, "default");
        reader.RejectUnknownKeys();
        var location = reader.Location;
        if (path is not null && value is not null) reader.Fault("value", $"input '{name}' has both 'path' and 'value'; expected one of them.");
        if ((path ?? value?.Text) is { } text && IsBinding(text)) return new JobInput.Binding(text, type?.Asset, mode) { Location = location };
        if (value is not null) return Literal(name, value, type?.Literal, reader) with { Location = location };
        if (type?.Literal is null && reader.Path("path") is { } at) return new JobInput.Data(type?.Asset ?? AssetType.UriFolder, at, mode) { Location = location };
        if (type is { } declared && path is null) return new JobInput.Unset(declared.Literal, declared.Asset, mode) { Location = location };
        if (path is not null)
        {
            reader.Fault("path", $"input '{name}' is {Article(type?.Literal ?? LiteralType.String)} and has a 'path'; expected 'value'.");
            return null;
        }
        reader.Diagnostics.Add(location, $"input '{name}' has neither 'path' nor 'value'; expected one of them.");
        return null;
    }

    private static JobInput.Literal Literal(string name, YamlScalar value, LiteralType? declared, YamlReader reader)
    {
        if (declared is { } type && !Fits(value.Text, type))
            reader.Diagnostics.Add(value.Location, $"input '{name}' is '{value.Text}'; expected {Article(type)}.");
        return new JobInput.Literal(value.Text, declared ?? TypeOf(value)) { Location = value.Location };
    }

    private static JobOutput Output(YamlEntry entry, Diagnostics diagnostics)
    {
        var output = new JobOutput { Location = entry.Key.Location };
        switch (entry.Value)
        {
            case YamlScalar { IsNull: true }: return output;
            case YamlScalar scalar when IsBinding(scalar.Text): return output with { Location = scalar.Location, Binding = scalar.Text };
            case YamlMapping mapping: return Output(new YamlReader(mapping, diagnostics));
            default:
                diagnostics.Add(entry.Value.Location, $"output '{entry.Key.Text}' is {entry.Value.Kind}; expected nothing, ${{{{parent.outputs.name}}}} or a mapping.");
                return output;
        }
    }

    private static JobOutput Output(YamlReader reader)
    {
        reader.Ignore("description", "path_on_compute", "early_available", "datastore", "is_control", "value");
        var type = reader.Type()?.Asset;
        var path = reader.OptionalString("path");
        var isBound = path is not null && path.Contains("parent.outputs", StringComparison.Ordinal) && IsBinding(path);
        var output = new JobOutput
        {
            Location = reader.Location,
            Type = type ?? AssetType.UriFolder,
            IsTypeStated = type is not null,
            Mode = reader.Mode(),
            Path = isBound ? null : reader.Path("path"),
            Binding = isBound ? path : null,
            Name = reader.OptionalString("name"),
            Version = reader.OptionalString("version"),
        };
        reader.RejectUnknownKeys();
        return output;
    }

    /// <summary>Whether a text holds an expression.</summary>
    public static bool IsBinding(string text) => text.Contains("${{", StringComparison.Ordinal);

    /// <summary>Whether a text is a value of a literal type.</summary>
    public static bool Fits(string text, LiteralType type) => type switch
    {
        LiteralType.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        LiteralType.Number => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        LiteralType.Boolean => bool.TryParse(text, out _),
        _ => true,
    };

    /// <summary>A literal type in words.</summary>
    public static string Article(LiteralType type) => type switch
    {
        LiteralType.Integer => "a whole number",
        LiteralType.Number => "a number",
        LiteralType.Boolean => "true or false",
        _ => "text",
    };

    private static YamlScalar? Value(YamlReader reader, string key)
    {
        switch (reader.Node(key))
        {
            case null: return null;
            case YamlScalar scalar: return scalar;
            case var node: reader.Fault(key, $"'{key}' is {node.Kind}; expected a value."); return null;
        }
    }

    // 'yes' and 'on' are words to a training script, so only true and false make a boolean here.
    private static LiteralType TypeOf(YamlScalar scalar) =>
        scalar.IsInteger ? LiteralType.Integer
        : scalar.IsNumber ? LiteralType.Number
        : scalar.IsPlain && bool.TryParse(scalar.Text, out _) ? LiteralType.Boolean
        : LiteralType.String;

    private static OrderedDictionary<string, (LiteralType? Literal, AssetType? Asset)> TypeChoices()
    {
        var types = new OrderedDictionary<string, (LiteralType? Literal, AssetType? Asset)>(StringComparer.Ordinal)
        {
            ["string"] = (LiteralType.String, null),
            ["integer"] = (LiteralType.Integer, null),
            ["number"] = (LiteralType.Number, null),
            ["boolean"] = (LiteralType.Boolean, null),
        };
        foreach (var name in AssetTypeNames.All)
        {
            if (AssetTypeNames.TryParse(name, out var type)) types.Add(name, (null, type));
        }
        types.Add("path", (null, AssetType.UriFolder)); // The name of uri_folder before the schemas had one.
        return types;
    }
}
