using System.Net;

namespace Relevo.Serving.Endpoints;

/// <summary>What an endpoint answered to a scoring request.</summary>
public sealed record ScoringAnswer
{
    /// <summary>The status code.</summary>
    public required HttpStatusCode StatusCode { get; init; }

    /// <summary>The answer as it came: predictions, or an error in JSON.</summary>
    public required string Body { get; init; }

    /// <summary>The deployment that answered; null where none did.</summary>
    public string? Deployment { get; init; }

    /// <summary>From sending the request to the end of the answer.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Whether predictions came back.</summary>
    public bool IsSuccess => (int)StatusCode is >= 200 and <= 299;
}
