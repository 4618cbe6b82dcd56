namespace Relevo.Core.Projects;

/// <summary>Which model a project delivers.</summary>
/// <param name="Name">Name in the registry, or null for the project's name.</param>
/// <param name="Output">The job output that holds the model, or null where only one output is a model.</param>
public sealed record ProjectModel(string? Name, string? Output);
