namespace Relevo.Local.Store;

/// <summary>Who is changing a workspace.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="Command">What it does, such as <c>Train</c>.</param>
/// <param name="Since">Since when.</param>
public sealed record LockHolder(int ProcessId, string Command, DateTimeOffset Since);
