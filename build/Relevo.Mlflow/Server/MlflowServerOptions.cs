using System.Net;

namespace Relevo.Mlflow.Server;

/// <summary>How the embedded tracking server is run.</summary>
public sealed record MlflowServerOptions
{
    /// <summary>The address to listen on, default loopback: only this machine.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port, 0 (the default) for a free one.</summary>
    public int Port { get; init => field = value is >= 0 and <= 65535 ? value : throw new ArgumentOutOfRangeException(nameof(value)); }

    /// <summary>What callers must send as <c>Authorization: Bearer</c>, or as the password of basic authentication; null for no check.</summary>
    public string? BearerToken { get; init; }

    /// <summary>
    /// Names that callers may use for this server besides <c>localhost</c> and addresses in numbers. A page of the web that makes its
    /// own name point here (DNS rebinding) is refused, as its name is not among them.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Hears of faults of the server itself, which callers are told of in general words only.</summary>
    public Action<Exception>? OnFault { get; init; }

    /// <summary>The options without their secret.</summary>
    /// <returns>Address and port.</returns>
    public override string ToString() => $"{Address}:{Port}";
}
