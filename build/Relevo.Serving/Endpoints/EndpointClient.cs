using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Relevo.Core.Errors;

namespace Relevo.Serving.Endpoints;

/// <summary>
/// Asks and steers the process of one endpoint on this machine. Start it with <see cref="EndpointHost"/>. May be used from several threads.
/// </summary>
/// <param name="stateFolder">The endpoint's folder; need not exist.</param>
/// <param name="timeProvider">The clock.</param>
public sealed class EndpointClient(string stateFolder, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StatusPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);

    // No proxy: the endpoint is on this machine, whatever HTTP_PROXY says.
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(2) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly StateFolder _state = new(stateFolder);

    /// <summary>Absolute path of the endpoint's folder.</summary>
    public string StateFolder => _state.FullPath;

    /// <summary>The desired state as last applied, whether or not the endpoint runs; null where nothing ever was.</summary>
    /// <exception cref="RelevoException">The file is damaged.</exception>
    public DesiredEndpoint? ReadDesired() => _state.ReadDesired();

    /// <summary>The endpoint's secrets; null where it never ran.</summary>
    /// <exception cref="RelevoException">The file is damaged.</exception>
    public EndpointKeys? ReadKeys() => _state.ReadKeys();

    /// <summary>Whether the endpoint's process is alive. A process that was only given the same number does not count.</summary>
    public bool IsRunning => TryFindProcess(out _);

    /// <summary>What the endpoint is at the moment; null where it does not run.</summary>
    /// <exception cref="RelevoException">It runs but does not answer as it should.</exception>
    public async Task<EndpointStatus?> GetStatusAsync(CancellationToken cancellationToken)
    {
        if (!TryFindProcess(out var running))
            return null;
        try
        {
            using var patience = new CancellationTokenSource(StatusPatience, timeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            using var answer = await CallAsync(running, HttpMethod.Get, "-/status", content: null, either.Token);
            return await answer.Content.ReadFromJsonAsync(EndpointJson.Default.EndpointStatus, cancellationToken);
        }
        catch (RelevoException) when (!TryFindProcess(out _))
        {
            return null; // It ended while it was asked.
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw NotAnswering(fault);
        }
    }

    /// <summary>
    /// Makes the endpoint what <paramref name="desired"/> says: starts what is new or changed, waits until that is healthy, moves the
    /// traffic at once, then ends what is no longer wanted after its last answer. All or nothing: on an error the endpoint is as before.
    /// </summary>
    /// <returns>The endpoint afterwards.</returns>
    /// <exception cref="RelevoException">It does not run, the desired state is wrong, or a deployment does not become healthy.</exception>
    public async Task<EndpointStatus> ApplyAsync(DesiredEndpoint desired, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(desired, EndpointJson.Default.DesiredEndpoint);
        using var answer = await CallAsync(FindProcess(), HttpMethod.Put, "-/desired", content, cancellationToken);
        return await answer.Content.ReadFromJsonAsync(EndpointJson.Default.EndpointStatus, cancellationToken)
            ?? throw NotAnswering(null);
    }

    /// <summary>Waits until no deployment is on its first start any more: each is healthy, or has a problem to tell.</summary>
    /// <exception cref="RelevoException">The endpoint does not run.</exception>
    public async Task<EndpointStatus> WaitUntilSettledAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var status = await GetStatusAsync(cancellationToken) ?? throw NotRunning();
            if (status.Deployments.All(deployment => deployment.State is not DeploymentState.Starting))
                return status;
            await Task.Delay(Poll, timeProvider, cancellationToken);
        }
    }

    /// <summary>Sends one request to <c>/score</c> with the primary key, as a caller would.</summary>
    /// <param name="requestJson">The body in Azure ML's form.</param>
    /// <param name="deployment">The deployment that must answer, whatever its traffic; null: routed by traffic.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="RelevoException">The endpoint does not run or does not answer at all.</exception>
    public async Task<ScoringAnswer> ScoreAsync(string requestJson, string? deployment, CancellationToken cancellationToken)
    {
        var running = FindProcess();
        using var request = new HttpRequestMessage(HttpMethod.Post, running.ScoringUri())
        {
            Content = new StringContent(requestJson, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Keys().PrimaryKey);
        if (deployment is not null)
            request.Headers.Add(EndpointHeaders.Deployment, deployment);
        try
        {
            var start = timeProvider.GetTimestamp();
            using var answer = await _http.SendAsync(request, cancellationToken);
            return new ScoringAnswer
            {
                StatusCode = answer.StatusCode,
                Body = await answer.Content.ReadAsStringAsync(cancellationToken),
                Deployment = answer.Headers.TryGetValues(EndpointHeaders.Deployment, out var names) ? names.FirstOrDefault() : null,
                Elapsed = timeProvider.GetElapsedTime(start),
            };
        }
        catch (HttpRequestException fault)
        {
            throw NotAnswering(fault);
        }
    }

    /// <summary>
    /// Ends the endpoint: no new requests, those under way are answered, then all its processes end. One that does not within
    /// 20 seconds is killed. Nothing happens where it does not run. The desired state, keys and port stay for the next start.
    /// </summary>
    /// <returns>Whether it ran.</returns>
    public async Task<bool> StopAsync(CancellationToken cancellationToken)
    {
        if (!TryFindProcess(out var running))
            return false;
        using var patience = new CancellationTokenSource(StopPatience, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var answer = await CallAsync(running, HttpMethod.Post, "-/stop", content: null, either.Token);
            while (IsAlive(running))
                await Task.Delay(Poll, timeProvider, either.Token);
        }
        catch (Exception fault) when (fault is RelevoException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // It hangs. Its deployments end with it.
            ProcessIdentity.Kill(running.ProcessId, running.ProcessIdentity);
            while (IsAlive(running))
                await Task.Delay(Poll, timeProvider, cancellationToken);
        }

        return true;
    }

    /// <summary>Drops the connections.</summary>
    public void Dispose() => _http.Dispose();

    internal static bool IsAlive(EndpointStatus running) => ProcessIdentity.IsAlive(running.ProcessId, running.ProcessIdentity);

    private bool TryFindProcess([NotNullWhen(true)] out EndpointStatus? running)
    {
        running = _state.ReadRunning();
        return running is not null && IsAlive(running);
    }

    private EndpointStatus FindProcess() => TryFindProcess(out var running) ? running : throw NotRunning();

    private EndpointKeys Keys() => ReadKeys() ?? throw NotRunning();

    private async Task<HttpResponseMessage> CallAsync(
        EndpointStatus running, HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(running.Address, path)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Keys().AdminToken);
        HttpResponseMessage answer;
        try
        {
            answer = await _http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException fault)
        {
            throw NotAnswering(fault);
        }

        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
            throw await RefusalAsync(answer, cancellationToken);
    }

    private async Task<RelevoException> RefusalAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/json"
            || await answer.Content.ReadFromJsonAsync(EndpointJson.Default.ControlError, cancellationToken) is not { } error)
        {
            return NotAnswering(null);
        }

        var problem = error.Details.Count == 0 ? error.Problem : $"{error.Problem}: {string.Join("; ", error.Details)}.";
        return new RelevoException(problem, error.Remedy, ExitCode.Workspace);
    }

    private RelevoException NotRunning() => new(
        $"The endpoint in '{_state.FullPath}' does not run.", "run 'Deploy' or 'Serve' to start it.", ExitCode.Workspace);

    private RelevoException NotAnswering(Exception? cause) => new(
        $"The endpoint in '{_state.FullPath}' runs but does not answer as it should.",
        $"see '{_state.EndpointLog}', or run 'Stop' and then 'Deploy'.", ExitCode.Workspace, cause);
}
