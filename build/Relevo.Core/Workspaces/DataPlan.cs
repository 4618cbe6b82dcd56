namespace Relevo.Core.Workspaces;

/// <summary>What registering a data asset would do.</summary>
/// <param name="Existing">The version with the same content; null where a new one would be made.</param>
/// <param name="Version">The version that the asset would have afterwards.</param>
/// <param name="SizeBytes">Bytes of all files.</param>
public sealed record DataPlan(DataVersion? Existing, string Version, long SizeBytes);
