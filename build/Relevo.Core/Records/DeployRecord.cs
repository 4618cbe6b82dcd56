using System.Text.Json.Serialization;

namespace Relevo.Core.Records;

/// <summary>What <c>Deploy</c> did.</summary>
public sealed record DeployRecord : StageRecord
{
    /// <summary>The stage's name.</summary>
    public const string StageName = "deploy";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Stage => StageName;

    /// <summary>The endpoint's name.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Where requests go.</summary>
    public required Uri ScoringUri { get; init; }

    /// <summary>The deployment that serves the model.</summary>
    public required string Deployment { get; init; }

    /// <summary>The version that it serves.</summary>
    public required ModelVersionReference Model { get; init; }

    /// <summary>False where the same version was live already.</summary>
    public required bool HasChanged { get; init; }

    /// <summary>Percent by deployment before; what a rollback goes back to.</summary>
    public required IReadOnlyDictionary<string, int> TrafficBefore { get; init; }

    /// <summary>Percent by deployment now.</summary>
    public required IReadOnlyDictionary<string, int> TrafficAfter { get; init; }

    /// <summary>A command that a person can paste to get a prediction; holds no key. Null where the project has no sample request.</summary>
    public string? SampleCommand { get; init; }
}
