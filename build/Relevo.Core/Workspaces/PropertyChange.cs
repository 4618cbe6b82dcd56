namespace Relevo.Core.Workspaces;

/// <summary>One property that a change sets.</summary>
/// <param name="Name">The property's name, as its file or API writes it.</param>
/// <param name="Before">Its value now; null where there is none.</param>
/// <param name="After">Its value afterwards; null where it goes.</param>
public sealed record PropertyChange(string Name, string? Before, string? After);
