using Relevo.Core.Assets;

namespace Relevo.Core.Endpoints;

/// <summary>The scoring code of a deployment.</summary>
/// <param name="Code">The folder that holds it.</param>
/// <param name="ScoringScript">The script's path within the folder.</param>
public sealed record CodeConfiguration(AssetPath Code, string ScoringScript);
