namespace Relevo.Engine.Parameters.Sources;

/// <summary>What was written for a parameter, before it is converted.</summary>
/// <param name="Values">The words.</param>
/// <param name="Origin">Where they were written, as a message says it.</param>
/// <param name="BaseDirectory">What a relative path among them is relative to.</param>
internal sealed record RawValue(IReadOnlyList<string> Values, string Origin, string BaseDirectory)
{
    /// <summary>Whether the value may well be meant for another program, as that of a variable without prefix may.</summary>
    public bool IsIncidental { get; init; }
}
