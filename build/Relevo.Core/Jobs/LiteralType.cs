using System.Diagnostics.CodeAnalysis;

namespace Relevo.Core.Jobs;

/// <summary>The type of a literal input.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "These are the type names of Azure ML YAML.")]
public enum LiteralType
{
    /// <summary>Text.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,
}
