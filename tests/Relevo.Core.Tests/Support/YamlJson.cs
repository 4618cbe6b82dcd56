using System.Globalization;
using System.Text.Json.Nodes;
using Relevo.Core.Yaml;

namespace Relevo.Core.Tests.Support;

/// <summary>YAML as the JSON that a JSON Schema is checked against.</summary>
internal static class YamlJson
{
    public static string From(string yaml)
    {
        var faults = new Diagnostics();
        var document = YamlDocument.Parse(yaml, "document.yml", faults);
        faults.ThrowIfAny();
        return From(document.Root)?.ToJsonString() ?? "null";
    }

    public static JsonNode? From(YamlNode node) => node switch
    {
        YamlMapping mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, From(entry.Value)))),
        YamlSequence sequence => new JsonArray([.. sequence.Items.Select(From)]),
        YamlScalar { IsNull: true } => null,
        YamlScalar { Boolean: { } flag } => JsonValue.Create(flag),
        YamlScalar { IsInteger: true } scalar => JsonValue.Create(long.Parse(scalar.Text, CultureInfo.InvariantCulture)),
        YamlScalar { IsNumber: true } scalar => JsonValue.Create(double.Parse(scalar.Text, CultureInfo.InvariantCulture)),
        YamlScalar scalar => JsonValue.Create(scalar.Text),
        _ => null,
    };
}
