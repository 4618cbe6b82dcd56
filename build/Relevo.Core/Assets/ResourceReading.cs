using Relevo.Core.Yaml;

namespace Relevo.Core.Assets;

/// <summary>What the readers of all kinds have in common.</summary>
internal static class ResourceReading
{
    /// <summary>Keys that any dumped resource may hold, and that say nothing about what is asked for.</summary>
    public static void IgnoreServerKeys(this YamlReader reader) => reader.Ignore(
        "$schema", "id", "creation_context", "resource_group", "resourceGroup", "latest_version", "provisioning_state", "system_metadata", "intellectual_property");

    /// <summary>A path, URI or reference under a key; null where the key is missing.</summary>
    public static AssetPath? Path(this YamlReader reader, string key)
    {
        if (reader.OptionalString(key) is not { } text) return null;
        if (text.Trim().Length > 0 && !text.Contains('\0', StringComparison.Ordinal)) return AssetPath.Parse(text, reader.Location.Directory);
        reader.Fault(key, $"'{key}' is empty; expected a path.");
        return null;
    }

    /// <summary>As <see cref="Path"/>, with a fault and a stand-in where the key is missing.</summary>
    public static AssetPath RequiredPath(this YamlReader reader, string key)
    {
        if (!reader.Has(key)) reader.Fault(key, $"missing key '{key}'; expected a path, a URI or a reference such as azureml:name:version.");
        return reader.Path(key) ?? new AssetPath.Remote("");
    }

    /// <summary>The folder under <c>code</c>; also as <c>local_path</c> inside it, the form of the first previews. Null where the key is missing.</summary>
    public static AssetPath? Code(this YamlReader reader)
    {
        if (reader.Node("code") is not YamlMapping) return reader.Path("code");
        if (reader.Mapping("code") is not { } inner) return null;
        var path = inner.RequiredPath("local_path");
        inner.RejectUnknownKeys();
        return path;
    }

    /// <summary>The asset type under a key.</summary>
    public static AssetType? AssetType(this YamlReader reader, string key, params ReadOnlySpan<AssetType> allowed)
    {
        var choices = new OrderedDictionary<string, AssetType>(StringComparer.Ordinal);
        foreach (var type in allowed.Length > 0 ? allowed : Enum.GetValues<AssetType>()) choices.Add(type.WireName(), type);
        return reader.Choice(key, choices);
    }

    /// <summary>A number of seconds under a key.</summary>
    public static TimeSpan? Seconds(this YamlReader reader, string key, double min = 0) =>
        reader.OptionalDouble(key, min, int.MaxValue) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>A number of milliseconds under a key.</summary>
    public static TimeSpan? Milliseconds(this YamlReader reader, string key) =>
        reader.OptionalInt(key, min: 1) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
}
