using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Relevo.Mlflow.Tests.Client;

public sealed class RetryTests
{
    [Theory]
    [InlineData("503 Service Unavailable")]
    [InlineData("429 Too Many Requests")]
    [InlineData("502 Bad Gateway")]
    public async Task A_call_that_may_run_twice_is_tried_again(string first)
    {
        using var server = new ScriptedServer(first, "200 OK");
        using var mlflow = server.Client();
        await mlflow.SetTagAsync("a", "k", "v", TestServer.Token);
        Assert.Equal(2, server.Calls);
    }

    [Fact]
    public async Task A_call_that_must_not_run_twice_is_not_tried_again_after_a_doubtful_fault()
    {
        using var server = new ScriptedServer("502 Bad Gateway", "200 OK");
        using var mlflow = server.Client();
        var fault = await Assert.ThrowsAsync<MlflowException>(() => mlflow.CreateRunAsync("0", null, null, TestServer.Token));
        Assert.Equal(502, fault.StatusCode);
        Assert.Equal(1, server.Calls);
    }

    [Fact]
    public async Task A_refusal_is_final()
    {
        using var server = new ScriptedServer("400 Bad Request", "200 OK");
        using var mlflow = server.Client();
        await Assert.ThrowsAsync<MlflowException>(() => mlflow.SetTagAsync("a", "k", "v", TestServer.Token));
        Assert.Equal(1, server.Calls);
    }

    /// <summary>Answers each connection with the next line of its script.</summary>
    private sealed class ScriptedServer : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly string[] _answers;
        private int _calls;

        public ScriptedServer(params string[] answers)
        {
            _answers = answers;
            _listener.Start();
            _ = AnswerAsync();
        }

        public int Calls => Volatile.Read(ref _calls);

        public MlflowClient Client() => new(new MlflowClientOptions { TrackingUri = new Uri($"http://{_listener.LocalEndpoint}"), Attempts = 3 });

        public void Dispose() => _listener.Dispose();

        private async Task AnswerAsync()
        {
            foreach (var answer in _answers)
            {
                try
                {
                    using var socket = await _listener.AcceptTcpClientAsync(TestServer.Token);
                    using var stream = socket.GetStream();
                    await stream.ReadAtLeastAsync(new byte[64], 64, throwOnEndOfStream: false, TestServer.Token);
                    Interlocked.Increment(ref _calls);
                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}"), TestServer.Token);
                    socket.Client.Shutdown(SocketShutdown.Send);
                    await stream.CopyToAsync(Stream.Null, TestServer.Token);
                }
                catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
                {
                    return;
                }
            }
        }
    }
}
