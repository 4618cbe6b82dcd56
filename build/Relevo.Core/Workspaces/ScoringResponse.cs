namespace Relevo.Core.Workspaces;

/// <summary>The answer to a scoring request.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Deployment">The deployment that answered; null where the answer does not say.</param>
/// <param name="Body">The body.</param>
/// <param name="Duration">How long the answer took.</param>
public sealed record ScoringResponse(int StatusCode, string? Deployment, string Body, TimeSpan Duration)
{
    /// <summary>True for a 2xx status.</summary>
    public bool IsSuccess => StatusCode is >= 200 and < 300;
}
