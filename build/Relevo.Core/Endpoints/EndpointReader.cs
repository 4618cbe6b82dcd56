using Relevo.Core.Assets;
using Relevo.Core.Yaml;

namespace Relevo.Core.Endpoints;

/// <summary>Reads online endpoints.</summary>
internal static class EndpointReader
{
    private static readonly IReadOnlyDictionary<string, EndpointAuthMode> AuthModes = new OrderedDictionary<string, EndpointAuthMode>(StringComparer.Ordinal)
    {
        ["key"] = EndpointAuthMode.Key,
        ["aml_token"] = EndpointAuthMode.AmlToken,
        ["aad_token"] = EndpointAuthMode.AadToken,
    };

    private static readonly IReadOnlyDictionary<string, bool> Access = new OrderedDictionary<string, bool>(StringComparer.Ordinal)
    {
        ["enabled"] = true,
        ["disabled"] = false,
        ["true"] = true,
        ["false"] = false,
    };

    public static OnlineEndpoint Endpoint(YamlReader reader)
    {
        reader.IgnoreServerKeys();
        reader.Ignore("type", "kind", "location", "scoring_uri", "openapi_uri", "endpoint_type");
        var endpoint = new OnlineEndpoint
        {
            Location = reader.Location,
            Name = reader.RequiredString("name"),
            Description = reader.OptionalString("description"),
            Tags = reader.StringMap("tags"),
            Properties = reader.StringMap("properties"),
            AuthMode = reader.Choice("auth_mode", AuthModes) ?? EndpointAuthMode.Key,
            Traffic = Shares(reader, "traffic", 100),
            MirrorTraffic = Shares(reader, "mirror_traffic", 50),
            Compute = reader.OptionalString("compute"),
            PublicNetworkAccess = reader.PublicAccess("public_network_access"),
            Identity = Identity(reader),
        };
        reader.RejectUnknownKeys();
        return endpoint;
    }

    /// <summary><c>enabled</c> or <c>disabled</c>; true where the key is missing.</summary>
    public static bool PublicAccess(this YamlReader reader, string key) => reader.Choice(key, Access) ?? true;

    private static OrderedDictionary<string, int> Shares(YamlReader parent, string key, int most)
    {
        var shares = new OrderedDictionary<string, int>(StringComparer.Ordinal);
        if (parent.Mapping(key) is not { } reader) return shares;
        foreach (var deployment in reader.Keys)
            shares[deployment] = reader.OptionalInt(deployment, 0, most) ?? 0;
        var sum = shares.Values.Sum(share => (long)share);
        if (sum > most) parent.Fault(key, $"'{key}' adds up to {sum} percent; expected at most {most}.");
        return shares;
    }

    private static EndpointIdentity? Identity(YamlReader parent)
    {
        if (parent.Mapping("identity") is not { } reader) return null;
        reader.Ignore("principal_id", "tenant_id");
        var ids = new List<string>();
        foreach (var item in reader.Node("user_assigned_identities") is YamlMapping byId ? byId.Entries.Select(entry => (YamlNode)entry.Key) : reader.Sequence("user_assigned_identities"))
        {
            if (item is YamlScalar id) ids.Add(id.Text);
            else if (item is YamlMapping mapping && mapping["resource_id"] is YamlScalar resource) ids.Add(resource.Text);
            else reader.Diagnostics.Add(item.Location, $"an identity is {item.Kind}; expected an ARM id, or a mapping with 'resource_id'.");
        }
        var identity = new EndpointIdentity(reader.RequiredString("type").ToLowerInvariant(), ids);
        reader.RejectUnknownKeys();
        return identity;
    }
}
