using System.Text.Json.Serialization;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Records;

/// <summary>What <c>Provision</c> did.</summary>
public sealed record ProvisionRecord : StageRecord
{
    /// <summary>The stage's name.</summary>
    public const string StageName = "provision";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Stage => StageName;

    /// <summary>Where the workspace is.</summary>
    public required string Location { get; init; }

    /// <summary>Every resource with what was done to it.</summary>
    public required IReadOnlyList<ResourceChange> Changes { get; init; }
}
