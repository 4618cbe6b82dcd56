using Relevo.Core.Records;
using Relevo.Core.Reports.Predictions;

namespace Relevo.Core.Reports;

/// <summary>What a report shows: the latest record of each stage of an environment. What is null is left out.</summary>
public sealed record ReportModel
{
    /// <summary>The project's name.</summary>
    public required string Project { get; init; }

    /// <summary>The environment's name.</summary>
    public required string Environment { get; init; }

    /// <summary>When the report is made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The latest <c>Provision</c>.</summary>
    public ProvisionRecord? Provisioning { get; init; }

    /// <summary>The latest <c>RegisterData</c>.</summary>
    public RegisterDataRecord? Data { get; init; }

    /// <summary>The latest <c>Train</c>.</summary>
    public TrainRecord? Training { get; init; }

    /// <summary>The latest <c>Gate</c>.</summary>
    public GateRecord? Gate { get; init; }

    /// <summary>The latest <c>Deploy</c>.</summary>
    public DeployRecord? Deployment { get; init; }

    /// <summary>The latest <c>SmokeTest</c>.</summary>
    public SmokeTestRecord? SmokeTest { get; init; }

    /// <summary>The latest <c>Rollback</c>; shown where nothing was decided or deployed since.</summary>
    public RollbackRecord? Rollback { get; init; }

    /// <summary>The challenger's predictions, for plots.</summary>
    public PredictionSet? CandidatePredictions { get; init; }

    /// <summary>The champion's predictions on the same rows, for plots.</summary>
    public PredictionSet? BaselinePredictions { get; init; }

    /// <summary>What to know besides, each in one sentence.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    internal IEnumerable<StageRecord> Stages =>
        new StageRecord?[] { Provisioning, Data, Training, Gate, Deployment, SmokeTest, Rollback }.OfType<StageRecord>();

    /// <summary>The source of the newest stage that trained or decided.</summary>
    internal SourceRevision? Source => (Training ?? Gate ?? Stages.MaxBy(stage => stage.StartedAt))?.Source;

    /// <summary>The rollback, where it is what happened last.</summary>
    internal RollbackRecord? StandingRollback =>
        Rollback is not null && Rollback.StartedAt >= Gate?.StartedAt is not false && Rollback.StartedAt >= Deployment?.StartedAt is not false
            ? Rollback
            : null;

    /// <summary>True where the newest training has not been weighed: the gate's record is of an earlier one.</summary>
    internal bool IsGateOutdated => Gate is not null && Training is not null && Training.StartedAt > Gate.StartedAt;
}
