using Relevo.Mlflow.Protocol;

namespace Relevo.Mlflow;

/// <summary>
/// A client for any MLflow tracking server and model registry: asynchronous calls one for one with the protocol, and
/// <see cref="StartRun"/> and <see cref="RegisterModel"/>, which block, for training scripts. Safe for use from many threads.
/// </summary>
/// <remarks>Calls throw <see cref="MlflowException"/> where the server refuses or cannot be reached after all tries.</remarks>
public sealed partial class MlflowClient : IDisposable
{
    private readonly MlflowTransport _transport;
    private readonly MlflowClientOptions _options;
    private string? _runToAttach;

    /// <summary>Makes a client. Nothing is sent before the first call.</summary>
    /// <param name="options">Where the server is.</param>
    public MlflowClient(MlflowClientOptions options)
    {
        _options = options;
        _runToAttach = options.RunId;
        _transport = new MlflowTransport(options);
    }

    /// <summary>Makes a client from <c>MLFLOW_TRACKING_URI</c> and the other variables that every MLflow client reads.</summary>
    /// <returns>The client.</returns>
    /// <exception cref="MlflowException">The address is absent or wrong.</exception>
    public static MlflowClient FromEnvironment() => new(MlflowClientOptions.FromEnvironment());

    /// <summary>The address of the server, without credentials.</summary>
    public Uri TrackingUri => new(_transport.Root);

    /// <summary>Another client of the same server, for when this one may be closed.</summary>
    internal MlflowClient Again() => new(_options);

    internal TimeProvider Clock => _options.TimeProvider;

    /// <summary>Closes the connections. Runs in progress must be ended before.</summary>
    public void Dispose() => _transport.Dispose();

    private Task<TAnswer> PostAsync<TRequest, TAnswer>(string path, TRequest body, CancellationToken cancellationToken, bool isIdempotent = true) =>
        _transport.SendAsync<TRequest, TAnswer>(HttpMethod.Post, "mlflow/" + path, body, isIdempotent, cancellationToken);

    private Task<Empty> PostAsync<TRequest>(string path, TRequest body, CancellationToken cancellationToken) =>
        PostAsync<TRequest, Empty>(path, body, cancellationToken);

    private Task<TAnswer> GetAsync<TAnswer>(string path, CancellationToken cancellationToken, params KeyValuePair<string, string?>[] query) =>
        _transport.GetAsync<TAnswer>("mlflow/" + path, query, cancellationToken);

    private static KeyValuePair<string, string?> Q(string key, string? value) => new(key, value);

    private static IEnumerable<KeyValuePair<string, string?>> Each(string key, IEnumerable<string> values) => values.Select(v => Q(key, v));

    private static async Task<T?> OrNullAsync<T>(Task<T> call, params string[] absentCodes)
        where T : class
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (MlflowException e) when (absentCodes.Contains(e.ErrorCode))
        {
            return null;
        }
    }
}
