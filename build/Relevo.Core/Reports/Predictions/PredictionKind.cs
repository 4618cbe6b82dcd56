namespace Relevo.Core.Reports.Predictions;

/// <summary>What predictions are.</summary>
public enum PredictionKind
{
    /// <summary>Probabilities of one of two classes.</summary>
    Probability,

    /// <summary>Scores that rank two classes and are no probabilities.</summary>
    Ranking,

    /// <summary>Values of a number.</summary>
    Regression,
}
