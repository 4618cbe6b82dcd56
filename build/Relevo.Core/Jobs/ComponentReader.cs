using Relevo.Core.Assets;
using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>Reads command components.</summary>
internal static class ComponentReader
{
    /// <param name="reader">The mapping.</param>
    /// <param name="isInline">Whether the component is written inside a step, where it needs no name.</param>
    public static CommandComponent Command(YamlReader reader, bool isInline)
    {
        reader.IgnoreServerKeys();
        reader.Ignore("type", "limits", "queue_settings", "datatransfer", "is_archived", "stage", "services");
        var directory = reader.Location.Directory;
        var includes = Includes(reader);
        var component = new CommandComponent
        {
            Location = reader.Location,
            Name = isInline ? reader.OptionalString("name") : reader.RequiredString("name"),
            Version = reader.OptionalString("version"),
            DisplayName = reader.OptionalString("display_name"),
            Description = reader.OptionalString("description"),
            Tags = reader.StringMap("tags"),
            Properties = reader.StringMap("properties"),
            Command = reader.RequiredString("command"),
            Code = reader.Code(),
            Environment = reader.EnvironmentReference(),
            EnvironmentVariables = reader.StringMap("environment_variables"),
            Inputs = ComponentInputs(reader),
            Outputs = ComponentOutputs(reader),
            Distribution = reader.Distribution(),
            Resources = reader.Resources(),
            IsDeterministic = reader.OptionalBool("is_deterministic") ?? true,
            AdditionalIncludes = [.. includes.OfType<YamlScalar>().Where(path => !path.IsNull).Select(path => AssetPath.Resolve(path.Text, directory))],
            ArtifactIncludes = [.. includes.OfType<YamlMapping>()],
        };
        reader.RejectUnknownKeys();
        CommandCheck.Run(reader, component.Command, component.Inputs.Keys, component.Outputs.Keys);
        return component;
    }

    public static IReadOnlyDictionary<string, ComponentInput> ComponentInputs(YamlReader parent)
    {
        var inputs = new OrderedDictionary<string, ComponentInput>(StringComparer.Ordinal);
        if (parent.Mapping("inputs") is not { } all) return inputs;
        foreach (var entry in all.Source.Entries)
        {
            if (entry.Value is YamlMapping mapping) inputs[entry.Key.Text] = Input(entry.Key.Text, new YamlReader(mapping, parent.Diagnostics));
            else parent.Diagnostics.Add(entry.Value.Location, $"input '{entry.Key.Text}' is {entry.Value.Kind}; expected a mapping with 'type'.");
        }
        return inputs;
    }

    public static IReadOnlyDictionary<string, ComponentOutput> ComponentOutputs(YamlReader parent)
    {
        var outputs = new OrderedDictionary<string, ComponentOutput>(StringComparer.Ordinal);
        foreach (var entry in parent.Mapping("outputs")?.Source.Entries ?? [])
        {
            if (entry.Value is YamlMapping mapping) outputs[entry.Key.Text] = Output(new YamlReader(mapping, parent.Diagnostics));
            else if (entry.Value is YamlScalar { IsNull: true }) outputs[entry.Key.Text] = new ComponentOutput { Location = entry.Key.Location };
            else parent.Diagnostics.Add(entry.Value.Location, $"output '{entry.Key.Text}' is {entry.Value.Kind}; expected a mapping with 'type'.");
        }
        return outputs;
    }

    private static IReadOnlyList<YamlNode> Includes(YamlReader reader)
    {
        if (reader.Node("additional_includes") is YamlScalar single) return [single];
        var includes = reader.Sequence("additional_includes");
        foreach (var include in includes.Where(include => include is not YamlScalar && (include as YamlMapping)?["type"] is not YamlScalar { Text: "artifact" }))
            reader.Diagnostics.Add(include.Location, $"'additional_includes' holds {include.Kind}; expected a path, or a mapping with 'type: artifact'.");
        return includes;
    }

    private static ComponentInput Input(string name, YamlReader reader)
    {
        reader.Ignore("path", "datastore", "is_resource", "value");
        var type = reader.Type();
        var literal = type?.Literal;
        var isNumber = literal is LiteralType.Integer or LiteralType.Number;
        var input = new ComponentInput
        {
            Location = reader.Location,
            Type = reader.OptionalString("type") ?? AssetType.UriFolder.WireName(),
            LiteralType = literal,
            AssetType = type is null ? AssetType.UriFolder : type.Value.Asset,
            Default = reader.OptionalString("default"),
            Optional = reader.OptionalBool("optional") ?? false,
            Min = reader.OptionalDouble("min"),
            Max = reader.OptionalDouble("max"),
            Enum = [.. reader.Scalars("enum").Select(value => value.Text)],
            Mode = reader.Mode(),
            Description = reader.OptionalString("description"),
        };
        if (input.Default is { } value && Unfit(input, value) is { } expected)
            reader.Fault("default", $"the default of input '{name}' is '{value}'; expected {expected}.");
        if (!isNumber && input.Min is not null && literal is not null) reader.Fault("min", $"input '{name}' is no number, so it cannot have 'min'.");
        reader.RejectUnknownKeys();
        return input;
    }

    /// <summary>What an input expects instead of a value, or null where the value fits.</summary>
    public static string? Unfit(ComponentInput input, string value)
    {
        if (input.LiteralType is not { } type) return null;
        if (!JobInputReader.Fits(value, type)) return JobInputReader.Article(type);
        if (input.Enum.Count > 0 && !input.Enum.Contains(value, StringComparer.Ordinal)) return $"one of: {string.Join(", ", input.Enum)}";
        if (type is not (LiteralType.Integer or LiteralType.Number)) return null;
        var number = double.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        if (input.Min is { } min && number < min) return $"at least {min}";
        return input.Max is { } max && number > max ? $"at most {max}" : null;
    }

    private static ComponentOutput Output(YamlReader reader)
    {
        reader.Ignore("early_available", "is_control", "path", "name", "version");
        var type = reader.Type();
        var output = new ComponentOutput
        {
            Location = reader.Location,
            Type = type?.Asset ?? AssetType.UriFolder,
            Mode = reader.Mode(),
            Description = reader.OptionalString("description"),
        };
        reader.RejectUnknownKeys();
        return output;
    }
}
