using System.Text.Json.Serialization;

namespace Relevo.Core.Records;

/// <summary>What <c>SmokeTest</c> saw.</summary>
public sealed record SmokeTestRecord : StageRecord
{
    /// <summary>The stage's name.</summary>
    public const string StageName = "smoke-test";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Stage => StageName;

    /// <summary>The endpoint's name.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The deployment that answered; null where the answer does not say.</summary>
    public string? Deployment { get; init; }

    /// <summary>The version that it serves; null where the deployment is not known.</summary>
    public ModelVersionReference? Model { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int StatusCode { get; init; }

    /// <summary>The answer, cut after 4,096 characters.</summary>
    public required string Response { get; init; }

    /// <summary>How long the answer took.</summary>
    public required TimeSpan Latency { get; init; }
}
