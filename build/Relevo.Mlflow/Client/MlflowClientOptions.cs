namespace Relevo.Mlflow;

/// <summary>Where a tracking server is and how to speak to it.</summary>
public sealed record MlflowClientOptions
{
    /// <summary>The address of the server, <c>http://</c> or <c>https://</c>; a path in it is kept. From <c>MLFLOW_TRACKING_URI</c>.</summary>
    public required Uri TrackingUri
    {
        get;
        init => field = value.IsAbsoluteUri && (value.Scheme == Uri.UriSchemeHttp || value.Scheme == Uri.UriSchemeHttps)
            ? value
            : throw new ArgumentException($"The tracking URI '{value}' is not an http or https address.", nameof(value));
    }

    /// <summary>A bearer token. From <c>MLFLOW_TRACKING_TOKEN</c>. Wins over a user name.</summary>
    public string? Token { get; init; }

    /// <summary>The user name of basic authentication. From <c>MLFLOW_TRACKING_USERNAME</c>.</summary>
    public string? Username { get; init; }

    /// <summary>The password of basic authentication. From <c>MLFLOW_TRACKING_PASSWORD</c>.</summary>
    public string? Password { get; init; }

    /// <summary>The experiment that runs go to, made where absent. From <c>MLFLOW_EXPERIMENT_NAME</c>.</summary>
    public string? ExperimentName { get; init; }

    /// <summary>The experiment that runs go to, by identity. From <c>MLFLOW_EXPERIMENT_ID</c>. Wins over a name.</summary>
    public string? ExperimentId { get; init; }

    /// <summary>The run that the first <see cref="MlflowClient.StartRun"/> attaches to. From <c>MLFLOW_RUN_ID</c>.</summary>
    public string? RunId { get; init; }

    /// <summary>How often a call is tried, from 1. Default 6: waits of 0.1 s that double, 3.1 s in all.</summary>
    public int Attempts { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value)); } = 6;

    /// <summary>How long one try may take without its body, default 120 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Reads the variables that every MLflow client reads.</summary>
    /// <returns>The options.</returns>
    /// <exception cref="MlflowException">The tracking URI is absent or not an http(s) address.</exception>
    public static MlflowClientOptions FromEnvironment()
    {
        var uri = Variable("MLFLOW_TRACKING_URI")
            ?? throw new MlflowException(Protocol.ErrorCodes.BadRequest, "MLFLOW_TRACKING_URI is not set. Set it to the address of a tracking server, such as http://127.0.0.1:5000.");
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new MlflowException(Protocol.ErrorCodes.BadRequest, $"MLFLOW_TRACKING_URI is not an http or https address (its scheme is '{address?.Scheme ?? "missing"}').");
        return new MlflowClientOptions
        {
            TrackingUri = address,
            Token = Variable("MLFLOW_TRACKING_TOKEN"),
            Username = Variable("MLFLOW_TRACKING_USERNAME"),
            Password = Variable("MLFLOW_TRACKING_PASSWORD"),
            ExperimentName = Variable("MLFLOW_EXPERIMENT_NAME"),
            ExperimentId = Variable("MLFLOW_EXPERIMENT_ID"),
            RunId = Variable("MLFLOW_RUN_ID"),
        };
    }

    /// <summary>The options without their secrets.</summary>
    /// <returns>The address without credentials.</returns>
    public override string ToString() => TrackingUri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
