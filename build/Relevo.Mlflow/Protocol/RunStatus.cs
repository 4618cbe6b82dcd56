using System.Text.Json.Serialization;

namespace Relevo.Mlflow;

/// <summary>Where a run stands. The numbers are those of the protocol.</summary>
public enum RunStatus
{
    /// <summary>It runs.</summary>
    [JsonStringEnumMemberName("RUNNING")] Running = 1,

    /// <summary>It waits for its start.</summary>
    [JsonStringEnumMemberName("SCHEDULED")] Scheduled = 2,

    /// <summary>It ended well.</summary>
    [JsonStringEnumMemberName("FINISHED")] Finished = 3,

    /// <summary>It ended with a fault.</summary>
    [JsonStringEnumMemberName("FAILED")] Failed = 4,

    /// <summary>It was stopped from outside.</summary>
    [JsonStringEnumMemberName("KILLED")] Killed = 5,
}
