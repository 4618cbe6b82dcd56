using Relevo.Serving.Scoring;

namespace Relevo.Serving.Protocols;

/// <summary>A model with the names under which it is served.</summary>
/// <param name="Name">The model's name in paths and answers.</param>
/// <param name="Version">The model's version; null where it has none.</param>
/// <param name="Model">The model.</param>
internal sealed record ServedModel(string Name, string? Version, IScoringModel Model);
