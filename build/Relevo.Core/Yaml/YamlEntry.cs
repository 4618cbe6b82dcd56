namespace Relevo.Core.Yaml;

/// <summary>A key of a mapping and its value.</summary>
/// <param name="Key">The key; <see cref="YamlNode.Location"/> is where it is written.</param>
/// <param name="Value">The value.</param>
public sealed record YamlEntry(YamlScalar Key, YamlNode Value);
