using Relevo.Core.Compute;

namespace Relevo.Core.Workspaces;

/// <summary>What a project's environment asks of its workspace.</summary>
public sealed record ProvisionRequest
{
    /// <summary>The project's name; marks what belongs to it.</summary>
    public required string Project { get; init; }

    /// <summary>The environment's name, such as <c>dev</c>.</summary>
    public required string Environment { get; init; }

    /// <summary>The environment's variables, with macros resolved.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>The computes to have.</summary>
    public required IReadOnlyList<AmlCompute> Computes { get; init; }
}
