#nullable disable annotations // NUKE's API states nothing about null; the same sources must compile alike against either.

namespace Nuke.Common;

/// <summary>Defines a target: <c>Target Train => _ => _.DependsOn(RegisterData).Executes(() => …);</c>.</summary>
/// <param name="definition">What the definition is written into.</param>
/// <returns>The same definition.</returns>
public delegate ITargetDefinition Target(ITargetDefinition definition);
