using Relevo.Core.Yaml;

namespace Relevo.Core.Assets;

/// <summary>Reads keys that name an asset, name a file that describes one, or describe it in place.</summary>
internal static class ReferenceReading
{
    public static EnvironmentReference? EnvironmentReference(this YamlReader reader, string key = "environment")
    {
        switch (reader.Node(key))
        {
            case YamlMapping:
                return new EnvironmentReference.Inline(AssetReader.Environment(reader.Mapping(key)!, isInline: true)); // The node is a mapping.
            case YamlScalar scalar when AssetReference.TryParse(scalar.Text, out var reference):
                return new EnvironmentReference.Registered(reference);
            case YamlScalar scalar when LooksLikeFile(scalar.Text):
                return File(scalar, reader.Diagnostics) is { } file ? new EnvironmentReference.Inline(AssetReader.Environment(file, isInline: true)) : null;
            case null:
                return null;
            case var node:
                reader.Fault(key, $"'{key}' is {Shown(node)}; expected azureml:name:version, azureml:name@label, file:path.yml or a mapping.");
                return null;
        }
    }

    public static ModelReference? ModelReference(this YamlReader reader, string key = "model")
    {
        switch (reader.Node(key))
        {
            case YamlMapping:
                return new ModelReference.Inline(AssetReader.Model(reader.Mapping(key)!, isInline: true)); // The node is a mapping.
            case YamlScalar scalar when AssetReference.TryParse(scalar.Text, out var reference):
                return new ModelReference.Registered(reference);
            case YamlScalar scalar when scalar.Text.StartsWith("file:", StringComparison.Ordinal) && LooksLikeFile(scalar.Text):
                return File(scalar, reader.Diagnostics) is { } file ? new ModelReference.Inline(AssetReader.Model(file, isInline: true)) : null;
            case YamlScalar { Text.Length: > 0 } scalar:
                return new ModelReference.Inline(new ModelAsset { Location = scalar.Location, Path = AssetPath.Parse(scalar.Text, scalar.Location.Directory) });
            case null:
                return null;
            case var node:
                reader.Fault(key, $"'{key}' is {Shown(node)}; expected azureml:name:version, azureml:name@label, a path or a mapping.");
                return null;
        }
    }

    /// <summary>A reader of the file that a scalar names; null, with a fault, where there is no such file.</summary>
    public static YamlReader? File(YamlScalar scalar, Diagnostics diagnostics)
    {
        var path = AssetPath.Resolve(scalar.Text, scalar.Location.Directory);
        if (System.IO.File.Exists(path)) return YamlDocument.Load(path, diagnostics).Reader(diagnostics);
        diagnostics.Add(scalar.Location, $"file '{SourceLocation.Shorten(path)}' does not exist.");
        return null;
    }

    /// <summary>Whether a text names a YAML file rather than an asset.</summary>
    public static bool LooksLikeFile(string text) =>
        text.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ||
        text.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) ||
        text.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase);

    private static string Shown(YamlNode node) => node is YamlScalar scalar ? $"'{scalar.Text}'" : node.Kind;
}
