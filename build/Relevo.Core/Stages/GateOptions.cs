namespace Relevo.Core.Stages;

/// <summary>How to weigh.</summary>
public sealed record GateOptions
{
    /// <summary>Decides and records, but moves no alias.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Scores both models anew, also where the same model was scored on the same rows before.</summary>
    public bool Force { get; init; }
}
