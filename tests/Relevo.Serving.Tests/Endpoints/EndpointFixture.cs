using System.Net.Http.Headers;
using System.Text;
using Relevo.Serving.Endpoints;
using Relevo.Serving.Tests.Support;

namespace Relevo.Serving.Tests.Endpoints;

/// <summary>An endpoint's folder for one test; what runs in it is stopped at the end.</summary>
internal sealed class EndpointFixture : IAsyncDisposable
{
    public const string Row = """{"input_data":[{"Size":10,"City":"Oslo"}]}""";

    private readonly TempFolder _folder = new();

    public string State => _folder.At("state");

    public Task<EndpointClient> StartAsync(int port = 0) => EndpointHost.StartAsync(
        State, new DesiredEndpoint { Name = "houses", Port = port }, new EndpointHostOptions(), TestContext.Current.CancellationToken);

    public static DesiredEndpoint Desired(IReadOnlyDictionary<string, int> traffic, params (string Name, string Model)[] deployments) => new()
    {
        Name = "houses",
        Traffic = traffic,
        Deployments = [.. deployments.Select(deployment => new DesiredDeployment { Name = deployment.Name, ModelFolder = deployment.Model, ModelName = "house", ModelVersion = "1", RequestTimeout = TimeSpan.FromSeconds(60) })],
    };

    public static async Task<HttpResponseMessage> SendAsync(HttpClient http, EndpointClient client, HttpMethod method, string path, string? key, string? body = null)
    {
        var status = await client.GetStatusAsync(TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(method, new Uri(status!.Address, path));
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for what happens in other processes; the test's time-out ends it.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        while (!await holds())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
    }

    public static bool IsAlive(int processId) => ProcessIdentity.Of(processId) is not null;

    public async ValueTask DisposeAsync()
    {
        using (var client = new EndpointClient(State, TimeProvider.System))
            await client.StopAsync(CancellationToken.None);
        _folder.Dispose();
    }
}
