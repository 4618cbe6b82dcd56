namespace Relevo.Core.Workspaces;

/// <summary>One entry of an alias' history.</summary>
/// <param name="FromVersion">The version it pointed at before; null where it was not set.</param>
/// <param name="ToVersion">The version it points at since; null where it was removed.</param>
/// <param name="At">When it moved.</param>
/// <param name="By">Who moved it.</param>
/// <param name="Reason">Why.</param>
public sealed record AliasChange(string? FromVersion, string? ToVersion, DateTimeOffset At, string By, string Reason);
