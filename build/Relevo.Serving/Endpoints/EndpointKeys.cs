using System.Security.Cryptography;

namespace Relevo.Serving.Endpoints;

/// <summary>The secrets of an endpoint, kept in <c>keys.json</c>, which only its owner may read. Prints without them.</summary>
public sealed record EndpointKeys
{
    /// <summary>One of the two keys that callers may use.</summary>
    public required string PrimaryKey { get; init; }

    /// <summary>The other key, so that one can be replaced while the other is in use.</summary>
    public required string SecondaryKey { get; init; }

    /// <summary>What the control calls under <c>/-/</c> ask for.</summary>
    public required string AdminToken { get; init; }

    /// <summary>Three fresh secrets of 256 bits each.</summary>
    public static EndpointKeys Create() => new()
    {
        PrimaryKey = RandomNumberGenerator.GetHexString(64, lowercase: true),
        SecondaryKey = RandomNumberGenerator.GetHexString(64, lowercase: true),
        AdminToken = RandomNumberGenerator.GetHexString(64, lowercase: true),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(EndpointKeys)} {{ *** }}";
}
