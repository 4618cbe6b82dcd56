namespace Relevo.Serving.Protocols;

/// <summary>A request that the server refuses with a status other than 400.</summary>
internal sealed class ProtocolException(int statusCode, string message) : Exception(message)
{
    public int StatusCode { get; } = statusCode;
}
