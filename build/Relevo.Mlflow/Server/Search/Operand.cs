namespace Relevo.Mlflow.Server.Search;

/// <summary>What a condition compares with.</summary>
public abstract record Operand
{
    private Operand()
    {
    }

    /// <summary>A number.</summary>
    /// <param name="Value">The number.</param>
    public sealed record Number(double Value) : Operand;

    /// <summary>A quoted text.</summary>
    /// <param name="Value">The text without its quotes.</param>
    public sealed record Text(string Value) : Operand;

    /// <summary>A list of texts in parentheses.</summary>
    /// <param name="Values">The texts, at least one.</param>
    public sealed record Several(IReadOnlyList<string> Values) : Operand
    {
        /// <inheritdoc/>
        public bool Equals(Several? other) => other is not null && Values.SequenceEqual(other.Values);

        /// <inheritdoc/>
        public override int GetHashCode() => Values.Count == 0 ? 0 : HashCode.Combine(Values.Count, Values[0]);
    }
}
