using System.Text.Json.Serialization;

namespace Relevo.Mlflow;

/// <summary>Which lifecycle stages a search covers. The numbers are those of the protocol.</summary>
public enum ViewType
{
    /// <summary>Only what is not deleted.</summary>
    [JsonStringEnumMemberName("ACTIVE_ONLY")] ActiveOnly = 1,

    /// <summary>Only what is deleted.</summary>
    [JsonStringEnumMemberName("DELETED_ONLY")] DeletedOnly = 2,

    /// <summary>Both.</summary>
    [JsonStringEnumMemberName("ALL")] All = 3,
}
