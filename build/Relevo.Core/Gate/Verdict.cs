using System.Text.Json.Serialization;

namespace Relevo.Core.Gate;

/// <summary>What the gate decides, the gravest first: an error outweighs a rejection, and so on down.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    /// <summary>There is no evidence to decide on. The only verdict that fails a build by itself.</summary>
    Error,

    /// <summary>The candidate fails a check. The champion stays.</summary>
    Reject,

    /// <summary>The evidence does not tell. The champion stays.</summary>
    Inconclusive,

    /// <summary>The candidate is as good as the champion. The champion stays unless the policy says otherwise.</summary>
    Tie,

    /// <summary>The candidate becomes champion.</summary>
    Promote,
}
