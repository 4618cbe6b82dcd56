using Relevo.Core.Reports.Predictions;

namespace Relevo.Core.Reports.Plots;

/// <summary>Predictions as plots show them.</summary>
/// <param name="Role"><c>challenger</c> or <c>champion</c>; also the class of their colour.</param>
/// <param name="Name">What the legend says.</param>
/// <param name="Set">The predictions.</param>
internal sealed record NamedPredictions(string Role, string Name, PredictionSet Set)
{
    public string Tone => Role;
}
