namespace Relevo.Core.Workspaces;

/// <summary>A step of a job, for showing the graph.</summary>
/// <param name="Name">The step's name.</param>
/// <param name="DependsOn">The steps whose outputs it reads.</param>
public sealed record JobStep(string Name, IReadOnlyList<string> DependsOn);
