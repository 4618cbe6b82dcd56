using System.Text.Json.Serialization;

namespace Relevo.Mlflow;

/// <summary>Whether a version can be used. The numbers are those of the protocol.</summary>
public enum ModelVersionStatus
{
    /// <summary>Its registration is under way.</summary>
    [JsonStringEnumMemberName("PENDING_REGISTRATION")] PendingRegistration = 1,

    /// <summary>Its registration failed.</summary>
    [JsonStringEnumMemberName("FAILED_REGISTRATION")] FailedRegistration = 2,

    /// <summary>It can be used.</summary>
    [JsonStringEnumMemberName("READY")] Ready = 3,
}
