namespace Nuke.Common.Tooling;

/// <summary>Changes settings: <c>_ => _.AddPair("Version", version)</c>.</summary>
/// <param name="settings">What to change.</param>
/// <returns>The same, or others to take instead.</returns>
public delegate T Configure<T>(T settings);
