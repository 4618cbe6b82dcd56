using System.Text.Json.Serialization;
using Relevo.Core.Gate;

namespace Relevo.Core.Records;

/// <summary>What <c>Gate</c> decided and on which evidence.</summary>
public sealed record GateRecord : StageRecord
{
    /// <summary>The stage's name.</summary>
    public const string StageName = "gate";

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Stage => StageName;

    /// <summary>The decision with every check.</summary>
    public required GateDecision Decision { get; init; }

    /// <summary>The version that was weighed.</summary>
    public required ModelVersionReference Candidate { get; init; }

    /// <summary>The version that it was weighed against; null where there was no champion.</summary>
    public ModelVersionReference? Baseline { get; init; }

    /// <summary>How the candidate scored.</summary>
    public ModelEvaluation? CandidateEvaluation { get; init; }

    /// <summary>How the baseline scored on the same rows.</summary>
    public ModelEvaluation? BaselineEvaluation { get; init; }

    /// <summary>SHA-256 of the gate's file.</summary>
    public required string GateDigest { get; init; }

    /// <summary>SHA-256 of the manifest of the held-out rows; null where nothing had to be scored.</summary>
    public string? DataDigest { get; init; }

    /// <summary>True where the champion alias moved to the candidate.</summary>
    public required bool IsPromoted { get; init; }

    /// <summary>The version that the champion alias pointed at before; what a rollback goes back to.</summary>
    public string? PreviousChampion { get; init; }
}
