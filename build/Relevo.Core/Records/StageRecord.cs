using System.Text.Json.Serialization;

namespace Relevo.Core.Records;

/// <summary>
/// What a stage did, written once as JSON under <c>artifacts/</c> and never changed, so that stages may run in one process, in separate CI
/// jobs, or again alone.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "stage")]
[JsonDerivedType(typeof(ProvisionRecord), ProvisionRecord.StageName)]
[JsonDerivedType(typeof(RegisterDataRecord), RegisterDataRecord.StageName)]
[JsonDerivedType(typeof(TrainRecord), TrainRecord.StageName)]
[JsonDerivedType(typeof(GateRecord), GateRecord.StageName)]
[JsonDerivedType(typeof(DeployRecord), DeployRecord.StageName)]
[JsonDerivedType(typeof(SmokeTestRecord), SmokeTestRecord.StageName)]
[JsonDerivedType(typeof(RollbackRecord), RollbackRecord.StageName)]
public abstract record StageRecord
{
    /// <summary>The version of the records' format that this program writes and the newest that it reads.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The version of the record's format.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The stage's name in kebab case, as in the record's file name.</summary>
    [JsonIgnore]
    public abstract string Stage { get; }

    // The members from here on are the same for every stage; StageContext fills them in when a stage ends.

    /// <summary>The project's name.</summary>
    public string Project { get; init; } = "";

    /// <summary>The environment's name.</summary>
    public string Environment { get; init; } = "";

    /// <summary>The kind of workspace, such as <c>local</c>.</summary>
    public string Workspace { get; init; } = "";

    /// <summary>When the stage began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The source code that it ran from.</summary>
    public SourceRevision Source { get; init; } = SourceRevision.None;

    /// <summary>Who ran it: a user, or the person that a CI job runs for.</summary>
    public string By { get; init; } = "";

    /// <summary>The records of earlier stages that it relied on.</summary>
    public IReadOnlyList<RecordReference> Consumes { get; init; } = [];
}
