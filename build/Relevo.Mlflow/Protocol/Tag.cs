namespace Relevo.Mlflow;

/// <summary>A key and a value that may change, on an experiment, a run, a model or a version.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value; may be empty.</param>
public sealed record Tag(string Key, string Value);
