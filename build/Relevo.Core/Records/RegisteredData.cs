using Relevo.Core.Data;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Records;

/// <summary>A data asset that <c>RegisterData</c> made sure of.</summary>
/// <param name="Version">The version that stands.</param>
/// <param name="IsNew">False where the same content was registered before.</param>
/// <param name="Statistics">Statistics of each column; null where the content is no table that we read.</param>
public sealed record RegisteredData(DataVersion Version, bool IsNew, DatasetStatistics? Statistics);
