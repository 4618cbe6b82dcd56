using System.Text.Json.Serialization;

namespace Relevo.Core.Records;

/// <summary>What <c>RegisterData</c> did.</summary>
public sealed record RegisterDataRecord : StageRecord
{
    /// <summary>The stage's name.</summary>
    public const string StageName = "register-data";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Stage => StageName;

    /// <summary>The data assets, in the order of <c>relevo.yml</c>.</summary>
    public required IReadOnlyList<RegisteredData> Assets { get; init; }
}
