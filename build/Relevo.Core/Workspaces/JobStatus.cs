using System.Text.Json.Serialization;

namespace Relevo.Core.Workspaces;

/// <summary>How a job or a step ended; Azure ML's words.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobStatus>))]
public enum JobStatus
{
    /// <summary>It did what it should.</summary>
    Completed,

    /// <summary>A process ended with another code than 0, or ran out of time.</summary>
    Failed,

    /// <summary>It was cancelled.</summary>
    Canceled,

    /// <summary>It never started, since a step before it failed.</summary>
    NotStarted,
}
