using Nuke.Common.Execution;
using Relevo.Engine.Parameters;

namespace Relevo.Engine.Planning;

/// <summary>Targets that a person named.</summary>
/// <param name="Names">The names, as written.</param>
/// <param name="Origin">Where they were written, as a message says it.</param>
internal sealed record RequestedTargets(IReadOnlyList<string> Names, string Origin)
{
    /// <summary>The target of that name, without regard to case and dashes.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public ExecutableTarget Find(string name, IReadOnlyList<ExecutableTarget> targets)
        => targets.FirstOrDefault(x => ParameterName.AreSame(x.Name, name)) ?? throw Unknown(name, targets);

    private UsageException Unknown(string name, IReadOnlyList<ExecutableTarget> targets)
    {
        string[] listed = [.. targets.Where(x => x.Listed).Select(x => x.Name).Order(StringComparer.Ordinal)];
        var nearest = Suggestion.For(name, listed);
        return new UsageException(
            $"{Origin} asks for target '{name}', which does not exist."
            + (nearest is null ? "" : $" Did you mean '{nearest}'?"),
            $"choose one of: {string.Join(", ", listed)}.");
    }
}
