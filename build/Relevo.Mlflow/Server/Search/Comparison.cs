namespace Relevo.Mlflow.Server.Search;

/// <summary>How a condition compares.</summary>
public enum Comparison
{
    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>LIKE</c>: <c>%</c> and <c>_</c>, upper and lower case differ.</summary>
    Like,

    /// <summary><c>ILIKE</c>: as <c>LIKE</c>, upper and lower case are the same.</summary>
    ILike,

    /// <summary><c>IN (…)</c></summary>
    In,

    /// <summary><c>NOT IN (…)</c></summary>
    NotIn,
}
