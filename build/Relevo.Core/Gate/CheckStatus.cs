using System.Text.Json.Serialization;

namespace Relevo.Core.Gate;

/// <summary>How one check of the gate ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckStatus>))]
public enum CheckStatus
{
    /// <summary>The rule holds.</summary>
    Pass,

    /// <summary>The rule does not hold.</summary>
    Fail,

    /// <summary>The rule does not hold, but it is not critical.</summary>
    Warn,

    /// <summary>The numbers do not tell whether the rule holds.</summary>
    Inconclusive,

    /// <summary>The rule does not apply.</summary>
    Skipped,

    /// <summary>The rule could not be checked.</summary>
    Error,
}
