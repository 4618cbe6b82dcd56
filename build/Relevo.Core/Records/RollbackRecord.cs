using System.Text.Json.Serialization;

namespace Relevo.Core.Records;

/// <summary>What <c>Rollback</c> did.</summary>
public sealed record RollbackRecord : StageRecord
{
    /// <summary>The stage's name.</summary>
    public const string StageName = "rollback";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Stage => StageName;

    /// <summary>The version that was champion.</summary>
    public required ModelVersionReference From { get; init; }

    /// <summary>The former champion that is champion again.</summary>
    public required ModelVersionReference To { get; init; }

    /// <summary>The endpoint whose traffic moved; null where the project deploys none.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The deployment that has the traffic now.</summary>
    public string? Deployment { get; init; }

    /// <summary>Why, as the person gave it.</summary>
    public string? Justification { get; init; }
}
