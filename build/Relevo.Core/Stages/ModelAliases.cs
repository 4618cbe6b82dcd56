using Relevo.Core.Gate;
using Relevo.Core.Projects;

namespace Relevo.Core.Stages;

/// <summary>The registered model of a project, and the aliases that tell its champion and its challenger.</summary>
/// <param name="Model">The registered model's name.</param>
/// <param name="Champion">The alias of the version that is deployed.</param>
/// <param name="Challenger">The alias of the version that the gate weighs.</param>
internal sealed record ModelAliases(string Model, string Champion, string Challenger)
{
    /// <summary>What <c>gate.yml</c> names; without a gate the model of <c>relevo.yml</c> with the usual aliases.</summary>
    public static ModelAliases Of(Project project)
    {
        var gate = project.GateFile is { } file ? GateFile.Load(file) : null;
        return new(
            gate?.Baseline.Name ?? project.Model?.Name ?? project.Name,
            gate?.Baseline.Alias ?? "champion",
            gate?.Candidate.Alias ?? TrainStage.ChallengerAlias);
    }
}
