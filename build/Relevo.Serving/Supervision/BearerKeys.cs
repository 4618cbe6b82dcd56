using System.Security.Cryptography;
using System.Text;
using Relevo.Serving.Endpoints;

namespace Relevo.Serving.Supervision;

/// <summary>What a caller's bearer token is good for. Compared by hash in constant time, so that answers' times tell nothing.</summary>
internal sealed class BearerKeys(EndpointKeys keys)
{
    private readonly byte[] _primary = Hash(keys.PrimaryKey);
    private readonly byte[] _secondary = Hash(keys.SecondaryKey);
    private readonly byte[] _admin = Hash(keys.AdminToken);

    public enum Right
    {
        None,
        Score,
        Control,
    }

    public Right Of(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return Right.None;
        var given = Hash(header["Bearer ".Length..].Trim());
        var mayScore = CryptographicOperations.FixedTimeEquals(given, _primary) | CryptographicOperations.FixedTimeEquals(given, _secondary);
        return CryptographicOperations.FixedTimeEquals(given, _admin) ? Right.Control : mayScore ? Right.Score : Right.None;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
