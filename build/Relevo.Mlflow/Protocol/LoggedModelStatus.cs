using System.Text.Json.Serialization;

namespace Relevo.Mlflow;

/// <summary>Whether the files of a logged model are there. The numbers are those of the protocol.</summary>
public enum LoggedModelStatus
{
    /// <summary>Not said.</summary>
    [JsonStringEnumMemberName("LOGGED_MODEL_STATUS_UNSPECIFIED")] Unspecified,

    /// <summary>Its files are on their way.</summary>
    [JsonStringEnumMemberName("LOGGED_MODEL_PENDING")] Pending,

    /// <summary>It can be used.</summary>
    [JsonStringEnumMemberName("LOGGED_MODEL_READY")] Ready,

    /// <summary>Its files did not arrive.</summary>
    [JsonStringEnumMemberName("LOGGED_MODEL_UPLOAD_FAILED")] Failed,
}
