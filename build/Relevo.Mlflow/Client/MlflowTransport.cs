using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Relevo.Mlflow.Protocol;

namespace Relevo.Mlflow;

/// <summary>Sends calls, tries again what may be tried again, and turns faults into <see cref="MlflowException"/>.</summary>
internal sealed class MlflowTransport : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly MlflowClientOptions _options;
    private readonly HttpClient _http;
    private readonly string _root;

    public MlflowTransport(MlflowClientOptions options)
    {
        _options = options;
        _root = options.ToString().TrimEnd('/');
        _http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = Authorization(options);
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("relevo-mlflow", "1.0"));
    }

    /// <summary>The address of the server, without a closing slash.</summary>
    public string Root => _root;

    public Task<TAnswer> GetAsync<TAnswer>(string path, IEnumerable<KeyValuePair<string, string?>> query, CancellationToken cancellationToken) =>
        SendJsonAsync<TAnswer>(() => new HttpRequestMessage(HttpMethod.Get, Api(path) + QueryString(query)), isIdempotent: true, cancellationToken);

    public Task<TAnswer> SendAsync<TRequest, TAnswer>(
        HttpMethod method, string path, TRequest body, bool isIdempotent, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, MlflowJson.Of<TRequest>());
        return SendJsonAsync<TAnswer>(
            () => new HttpRequestMessage(method, Api(path)) { Content = new ByteArrayContent(bytes) { Headers = { ContentType = Json } } },
            isIdempotent, cancellationToken);
    }

    /// <summary>Sends a request that <paramref name="create"/> makes anew for each try. The answer is a success and belongs to the caller.</summary>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> create, bool isIdempotent, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var isLast = attempt >= _options.Attempts;
            TimeSpan? wait;
            try
            {
                var response = await SendOnceAsync(create, cancellationToken).ConfigureAwait(false);
                if (response.IsSuccessStatusCode)
                    return response;
                using (response)
                {
                    if (isLast || !MayRetry(response.StatusCode, isIdempotent))
                        throw await FaultAsync(response, cancellationToken).ConfigureAwait(false);
                    wait = response.Headers.RetryAfter?.Delta;
                }
            }
            catch (HttpRequestException e)
            {
                if (isLast || !(isIdempotent || IsRefused(e)))
                    throw Unreachable(e);
                wait = null;
            }
            catch (TimeoutException e)
            {
                if (isLast || !isIdempotent)
                    throw Unreachable(e);
                wait = null;
            }
            var pause = wait ?? TimeSpan.FromMilliseconds(100 * Math.Pow(2, attempt - 1));
            await Task.Delay(pause < MaxWait ? pause : MaxWait, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _http.Dispose();

    private static TimeSpan MaxWait => TimeSpan.FromSeconds(30);

    private string Api(string path) => $"{_root}/api/2.0/{path}";

    private async Task<TAnswer> SendJsonAsync<TAnswer>(Func<HttpRequestMessage> create, bool isIdempotent, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(create, isIdempotent, cancellationToken).ConfigureAwait(false);
        try
        {
            using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return await JsonSerializer.DeserializeAsync(stream, MlflowJson.Of<TAnswer>(), cancellationToken).ConfigureAwait(false)
                ?? throw new JsonException("The answer is null.");
        }
        catch (JsonException e)
        {
            throw new MlflowException(ErrorCodes.InternalError, $"{_root} did not answer in MLflow's JSON; is it a tracking server?", (int)response.StatusCode, e);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(Func<HttpRequestMessage> create, CancellationToken cancellationToken)
    {
        using var request = create();
        using var timeout = new CancellationTokenSource(_options.RequestTimeout, _options.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        // A large upload may take longer than any sensible limit for an answer.
        var token = request.Content is StreamContent ? cancellationToken : both.Token;
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer within {_options.RequestTimeout.TotalSeconds:0} s.", e);
        }
    }

    private static bool MayRetry(HttpStatusCode status, bool isIdempotent) => status switch
    {
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => true,
        HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout or HttpStatusCode.RequestTimeout => isIdempotent,
        _ => false,
    };

    // Nothing reached the server, so even a call that must not run twice may be tried again.
    private static bool IsRefused(HttpRequestException e) =>
        e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
        || e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };

    private MlflowException Unreachable(Exception e) => new(
        ErrorCodes.TemporarilyUnavailable, $"No tracking server answers at {_root}: {e.Message}", statusCode: null, e);

    private async Task<MlflowException> FaultAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (JsonSerializer.Deserialize(text, MlflowJson.Of<ErrorBody>()) is { ErrorCode: { } code } body)
                return new MlflowException(code, body.Message ?? code, status);
        }
        catch (JsonException)
        {
            // A proxy or a login page answers with something else; its status says what happened.
        }
        var plain = status switch
        {
            401 => ErrorCodes.Unauthenticated,
            403 => ErrorCodes.PermissionDenied,
            404 => ErrorCodes.EndpointNotFound,
            429 => ErrorCodes.RequestLimitExceeded,
            503 => ErrorCodes.TemporarilyUnavailable,
            < 500 => ErrorCodes.BadRequest,
            _ => ErrorCodes.InternalError,
        };
        return new MlflowException(plain, $"{_root} answered {status} {response.ReasonPhrase} to {response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.AbsolutePath}.", status);
    }

    private static string QueryString(IEnumerable<KeyValuePair<string, string?>> query)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in query)
        {
            if (value is not null)
                text.Append(text.Length == 0 ? '?' : '&').Append(key).Append('=').Append(Uri.EscapeDataString(value));
        }
        return text.ToString();
    }

    private static AuthenticationHeaderValue? Authorization(MlflowClientOptions options) => options switch
    {
        { Token: { } token } => new AuthenticationHeaderValue("Bearer", token),
        { Username: { } user } => new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{options.Password}"))),
        _ => null,
    };

    // Without TCP_NODELAY a small request waits some 40 ms for the other side's acknowledgement.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
