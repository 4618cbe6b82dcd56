namespace Relevo.Mlflow;

/// <summary>An input of a run. Immutable once logged.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value as text.</param>
public sealed record Param(string Key, string Value);
