using Relevo.Mlflow.Protocol;

namespace Relevo.Mlflow.Server.Search;

/// <summary>A parsed filter: conditions that must all hold.</summary>
/// <param name="Conditions">The conditions; none holds for everything.</param>
public sealed record Filter(IReadOnlyList<Condition> Conditions)
{
    /// <summary>Reads a filter such as <c>metrics.rmse &lt; 3 AND tags.`a b` LIKE 'x%'</c>.</summary>
    /// <param name="text">The filter; null or blank holds for everything.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="MlflowException">It is not in the grammar; the message says where (<c>INVALID_PARAMETER_VALUE</c>).</exception>
    public static Filter Parse(string? text) => new(string.IsNullOrWhiteSpace(text) ? [] : new FilterParser(text).Conditions());

    /// <summary>The filter in the grammar's own words.</summary>
    /// <returns>Text that parses to an equal filter.</returns>
    public override string ToString() => string.Join(" AND ", Conditions);

    /// <inheritdoc/>
    public bool Equals(Filter? other) => other is not null && Conditions.SequenceEqual(other.Conditions);

    /// <inheritdoc/>
    public override int GetHashCode() => Conditions.Count == 0 ? 0 : HashCode.Combine(Conditions.Count, Conditions[0]);

    internal static MlflowException Fault(string message) => new(ErrorCodes.InvalidParameterValue, message);
}
