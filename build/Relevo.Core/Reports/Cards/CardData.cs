namespace Relevo.Core.Reports.Cards;

/// <summary>Data that a model was trained on.</summary>
/// <param name="Name">The asset's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Reference">The reference that names it, <c>azureml:name:version</c>.</param>
/// <param name="Digest">SHA-256 of its manifest.</param>
/// <param name="SizeBytes">Bytes of all files.</param>
/// <param name="RowCount">How many rows it has; null where it is no table.</param>
public sealed record CardData(string Name, string Version, string Reference, string Digest, long SizeBytes, long? RowCount);
