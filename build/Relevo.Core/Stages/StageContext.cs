using Relevo.Core.Projects;
using Relevo.Core.Records;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Stages;

/// <summary>What every stage works with.</summary>
public sealed record StageContext
{
    /// <summary>The project.</summary>
    public required Project Project { get; init; }

    /// <summary>The environment that the stage runs for.</summary>
    public required ProjectEnvironment Environment { get; init; }

    /// <summary>The environment's workspace.</summary>
    public required IWorkspace Workspace { get; init; }

    /// <summary>The environment's records.</summary>
    public required RecordStore Records { get; init; }

    /// <summary>The source code that the stage runs from.</summary>
    public required SourceRevision Source { get; init; }

    /// <summary>Who runs the stage.</summary>
    public required string By { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Writes a stage's record, with what is the same for every stage filled in.</summary>
    /// <param name="started">When the stage began.</param>
    /// <param name="record">What it did.</param>
    /// <param name="consumed">The records that it relied on; null entries are left out.</param>
    internal StoredRecord<T> Finish<T>(DateTimeOffset started, T record, params IEnumerable<RecordReference?> consumed)
        where T : StageRecord =>
        Records.Write(
            (T)((StageRecord)record with
            {
                Project = Project.Name,
                Environment = Environment.Name,
                Workspace = Workspace.Kind,
                StartedAt = started,
                Duration = Time.GetUtcNow() - started,
                Source = Source,
                By = By,
                Consumes = [.. consumed.OfType<RecordReference>()],
            }));
}
