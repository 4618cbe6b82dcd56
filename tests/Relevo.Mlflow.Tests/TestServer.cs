using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Relevo.Mlflow.Server;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Tests;

/// <summary>A server on a free port over a new store, with a client that sends the bytes that MLflow's clients send.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly TempFolder _folder;

    private TestServer(TempFolder folder, MlflowServer server)
    {
        _folder = folder;
        Server = server;
        Http = new HttpClient { BaseAddress = server.BaseAddress };
    }

    public MlflowServer Server { get; }

    public TrackingStore Store => Server.Store;

    public HttpClient Http { get; }

    public string Folder => _folder.Path;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<TestServer> StartAsync(MlflowServerOptions? options = null)
    {
        var folder = new TempFolder();
        return new TestServer(folder, await MlflowServer.StartAsync(StoreIn(folder), options ?? new(), Token));
    }

    public static TrackingStoreOptions StoreIn(TempFolder folder) => new() { DatabasePath = folder["store.db"], ArtifactsPath = folder["artifacts"] };

    public MlflowClient Client() => new(new MlflowClientOptions { TrackingUri = Server.BaseAddress, Attempts = 1 });

    public async Task<(int Status, JsonElement Body)> SendAsync(string method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.StartsWith('/') ? path : $"/api/2.0/mlflow/{path}");
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await Http.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        return ((int)response.StatusCode, JsonDocument.Parse(text).RootElement);
    }

    /// <summary>Sends and expects 200.</summary>
    public async Task<JsonElement> CallAsync(string method, string path, string? json = null)
    {
        var (status, body) = await SendAsync(method, path, json);
        Assert.True(status == 200, $"{method} {path}: {status} {body}");
        return body;
    }

    /// <summary>Sends and expects a refusal.</summary>
    public async Task<string> RefusedAsync(int expected, string code, string method, string path, string? json = null)
    {
        var (status, body) = await SendAsync(method, path, json);
        Assert.True(status == expected, $"{method} {path}: {status} {body}");
        Assert.Equal(code, body.GetProperty("error_code").GetString());
        return body.GetProperty("message").GetString()!;
    }

    public async Task<string> NewRunAsync(string experiment = "0") =>
        (await Store.CreateRunAsync(experiment, null, null, null, [], Token)).Id;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
