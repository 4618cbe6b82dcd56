namespace Relevo.Core.Data;

/// <summary>A value with how often it occurs.</summary>
/// <param name="Value">The value.</param>
/// <param name="Frequency">Rows that have it.</param>
public sealed record FrequentValue(string Value, long Frequency);
