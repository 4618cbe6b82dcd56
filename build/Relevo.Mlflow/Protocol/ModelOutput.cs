namespace Relevo.Mlflow;

/// <summary>A logged model that a run made.</summary>
/// <param name="ModelId">The identity of the logged model.</param>
/// <param name="Step">The training step at which it was made.</param>
public sealed record ModelOutput(string ModelId, long Step);
