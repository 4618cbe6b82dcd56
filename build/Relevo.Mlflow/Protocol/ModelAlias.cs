namespace Relevo.Mlflow;

/// <summary>A name that points to one version of a model, such as <c>champion</c>.</summary>
/// <param name="Alias">The name.</param>
/// <param name="Version">The version, a decimal number in text form.</param>
public sealed record ModelAlias(string Alias, string Version);
