using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Relevo.Serving.Endpoints;

namespace Relevo.Local.Endpoints;

/// <summary>
/// Asks an endpoint's process for its state in one exchange over a plain socket: HTTP/1.0 closes after its answer and sends no chunks, so
/// there is next to nothing to read. The general HTTP client costs a command that only asks more to load than all else it does.
/// </summary>
internal static class QuickProbe
{
    private const int PatienceMilliseconds = 1000;

    /// <summary>A state beyond this size is none.</summary>
    private const int MostBytes = 1 << 20;

    /// <summary>What the process says; null where there is none, or it does not answer in time.</summary>
    public static EndpointObservation? Ask(EndpointClient client)
    {
        if (!client.IsRunning || client.ReadKeys() is not { } keys || ReadAddress(client) is not { } address) return null;
        try
        {
            return EndpointObservation.Parse(address, Exchange(address, keys.AdminToken));
        }
        catch (Exception fault) when (fault is SocketException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static Uri? ReadAddress(EndpointClient client)
    {
        try
        {
            using var running = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(client.StateFolder, "running.json")));
            return Uri.TryCreate(running.RootElement.GetProperty("address").GetString(), UriKind.Absolute, out var address) ? address : null;
        }
        catch (Exception fault) when (fault is IOException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static ReadOnlyMemory<byte> Exchange(Uri address, string token)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            SendTimeout = PatienceMilliseconds,
            ReceiveTimeout = PatienceMilliseconds,
        };
        socket.Connect(IPAddress.Parse(address.Host), address.Port);
        socket.Send(Encoding.ASCII.GetBytes($"GET /-/status HTTP/1.0\r\nHost: {address.Authority}\r\nAuthorization: Bearer {token}\r\n\r\n"));
        using var answer = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (socket.Receive(buffer) is var count and > 0 && answer.Length < MostBytes) answer.Write(buffer, 0, count);
        return Body(answer.ToArray());
    }

    private static ReadOnlyMemory<byte> Body(byte[] answer)
    {
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        var isDone = answer.AsSpan().StartsWith("HTTP/1.1 200 "u8) || answer.AsSpan().StartsWith("HTTP/1.0 200 "u8);
        return end > 0 && isDone ? answer.AsMemory(end + 4) : throw new InvalidOperationException("The endpoint did not answer with its state.");
    }
}
