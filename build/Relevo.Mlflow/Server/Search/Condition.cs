namespace Relevo.Mlflow.Server.Search;

/// <summary>One comparison of a filter.</summary>
/// <param name="Field">What is compared.</param>
/// <param name="Comparison">How.</param>
/// <param name="Operand">With what.</param>
public sealed record Condition(Field Field, Comparison Comparison, Operand Operand)
{
    /// <summary>The condition in the grammar's own words.</summary>
    /// <returns>Text that parses to an equal condition.</returns>
    public override string ToString() => $"{Field} {Sign(Comparison)} {Print(Operand)}";

    internal static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "=",
        Comparison.NotEqual => "!=",
        Comparison.Greater => ">",
        Comparison.GreaterOrEqual => ">=",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Like => "LIKE",
        Comparison.ILike => "ILIKE",
        Comparison.In => "IN",
        Comparison.NotIn => "NOT IN",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };

    private static string Print(Operand operand) => operand switch
    {
        Operand.Number number => number.Value.ToString("R"),
        Operand.Text text => Quote(text.Value),
        Operand.Several several => $"({string.Join(", ", several.Values.Select(Quote))})",
        _ => throw new ArgumentOutOfRangeException(nameof(operand)),
    };

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
