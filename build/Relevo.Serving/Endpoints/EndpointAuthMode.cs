using System.Text.Json.Serialization;

namespace Relevo.Serving.Endpoints;

/// <summary>
/// How callers of an online endpoint show who they are: <c>auth_mode</c> of Azure ML's online endpoint YAML.
/// On this machine there is no token issuer, so all three ask for one of the endpoint's keys.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<EndpointAuthMode>))]
public enum EndpointAuthMode
{
    /// <summary>The primary or secondary key as a bearer token.</summary>
    [JsonStringEnumMemberName("key")]
    Key,

    /// <summary>An Azure ML token; treated as <see cref="Key"/> here, with a line in the endpoint's log.</summary>
    [JsonStringEnumMemberName("aml_token")]
    AmlToken,

    /// <summary>A Microsoft Entra token; treated as <see cref="Key"/> here, with a line in the endpoint's log.</summary>
    [JsonStringEnumMemberName("aad_token")]
    AadToken,
}
