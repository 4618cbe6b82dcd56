namespace Relevo.Mlflow;

/// <summary>A logged model that a run read.</summary>
/// <param name="ModelId">The identity of the logged model.</param>
public sealed record ModelInput(string ModelId);
