using System.Diagnostics.CodeAnalysis;

namespace Relevo.Serving.Scoring;

/// <summary>What the values of a column are: the types of an MLflow signature that can be scored.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "They are the names of MLflow's signature types.")]
public enum ColumnType
{
    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number of 32 bits.</summary>
    Integer,

    /// <summary>A whole number of 64 bits.</summary>
    Long,

    /// <summary>A number of single precision.</summary>
    Float,

    /// <summary>A number of double precision.</summary>
    Double,

    /// <summary>Text.</summary>
    String,

    /// <summary>A moment; ISO 8601 in JSON.</summary>
    DateTime,
}
