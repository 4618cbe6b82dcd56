namespace Relevo.Mlflow;

/// <summary>Identity and state of a run.</summary>
public sealed record RunInfo
{
    /// <summary>The identity: 32 lower-case hexadecimal digits.</summary>
    public string RunId { get; init; } = "";

    /// <summary>The identity under its old name; equal to <see cref="RunId"/>.</summary>
    public string? RunUuid { get; init; }

    /// <summary>The name for people; also the tag <c>mlflow.runName</c>.</summary>
    public string? RunName { get; init; }

    /// <summary>The experiment that it belongs to.</summary>
    public string ExperimentId { get; init; } = "";

    /// <summary>Who started it.</summary>
    public string? UserId { get; init; }

    /// <summary>Where it stands.</summary>
    public RunStatus Status { get; init; } = RunStatus.Running;

    /// <summary>When it started, in milliseconds since 1970 UTC.</summary>
    public long? StartTime { get; init; }

    /// <summary>When it ended, in milliseconds since 1970 UTC; null while it runs.</summary>
    public long? EndTime { get; init; }

    /// <summary>The root of its artifacts, as a URI.</summary>
    public string? ArtifactUri { get; init; }

    /// <summary><c>active</c> or <c>deleted</c>.</summary>
    public string LifecycleStage { get; init; } = "active";
}
