using Nuke.Common.Execution;

namespace Relevo.Engine.Planning;

/// <summary>Targets of the build depend on one another in a circle. A fault of the build, not of the command line.</summary>
internal sealed class CircularDependencyException(IReadOnlyList<ExecutableTarget> cycle)
    : Exception($"Circular dependency between targets: {string.Join(" -> ", cycle.Append(cycle[0]).Select(x => x.Name))}.");
