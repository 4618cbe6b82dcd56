using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Relevo.Serving.Protocols;
using Relevo.Serving.Scoring;

namespace Relevo.Serving.Tests.Support;

/// <summary>A deployment's server in this process, asked over HTTP.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly IScoringModel _model;
    private readonly WebApplication _server;
    private readonly HttpClient _http;

    private RunningServer(IScoringModel model, WebApplication server)
    {
        (_model, _server) = (model, server);
        _http = new HttpClient { BaseAddress = LoopbackServer.AddressOf(server) };
    }

    public HttpClient Http => _http;

    public static async Task<RunningServer> StartAsync(string modelFolder)
    {
        var model = ScoringModels.Load(modelFolder);
        var answering = new ScoringServer(new ServedModel("house", "3", model), _ => { });
        return new RunningServer(model, await LoopbackServer.StartAsync(0, _ => { }, _ => answering.AnswerAsync, CancellationToken.None));
    }

    public Task<(HttpStatusCode Status, string Body)> PostAsync(string path, string body, string type = "application/json") =>
        PostAsync(path, new StringContent(body, Encoding.UTF8, type));

    public async Task<(HttpStatusCode Status, string Body)> PostAsync(string path, HttpContent content)
    {
        using var answer = await _http.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<JsonElement> ScoreAsync(string path, string body, string type = "application/json")
    {
        var (status, answer) = await PostAsync(path, body, type);
        Assert.True(status is HttpStatusCode.OK, answer);
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.Clone();
    }

    public async Task<string> RefusedAsync(string path, string body, string type = "application/json")
    {
        var (status, answer) = await PostAsync(path, body, type);
        Assert.True(status is HttpStatusCode.BadRequest, answer);
        using var document = JsonDocument.Parse(answer);
        var error = document.RootElement;
        return path switch
        {
            "score" => error.GetProperty("error").GetProperty("message").GetString()!,
            "invocations" => error.GetProperty("message").GetString()!,
            _ => error.GetProperty("error").GetString()!,
        };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        _model.Dispose();
    }
}
