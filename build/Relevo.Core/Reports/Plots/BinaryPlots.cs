using System.Xml.Linq;
using Relevo.Core.Reports.Predictions;
using static Relevo.Core.Reports.Figures;

namespace Relevo.Core.Reports.Plots;

/// <summary>Plots of predictions of two classes.</summary>
internal static class BinaryPlots
{
    private const int MaxCurvePoints = 240;
    private const int CalibrationBins = 10;
    private const int ScoreBins = 20;

    /// <summary>ROC curves of both models over each other.</summary>
    public static XElement? Roc(IReadOnlyList<NamedPredictions> models)
    {
        var curves = models.Select(model => (Model: model, Curve: RocCurve.Of(model.Set.Labels, model.Set.Scores))).Where(pair => pair.Curve is not null).ToList();
        if (curves.Count == 0)
            return null;

        var plot = new Plot(("False positive rate", 0, 1), ("True positive rate", 0, 1)).Reference(0, 0, 1, 1);
        foreach (var (model, curve) in curves)
            plot.Line(model.Tone, $"{model.Name}, AUC {curve?.Area:0.0000}", curve?.Points.Thin(MaxCurvePoints) ?? []);
        return plot.ToFigure("ROC curve", "Further to the upper left is better; the dashed diagonal is a coin toss.");
    }

    /// <summary>How often class 1 was true among rows with about the same predicted probability.</summary>
    public static XElement? Calibration(IReadOnlyList<NamedPredictions> models)
    {
        var shown = models.Where(model => model.Set.Kind == PredictionKind.Probability).ToList();
        if (shown.Count == 0)
            return null;

        var plot = new Plot(("Mean predicted probability", 0, 1), ("Observed share of class 1", 0, 1)).Reference(0, 0, 1, 1);
        foreach (var model in shown)
            plot.Line(model.Tone, model.Name, CalibrationPoints(model.Set), hasDots: true);
        return plot.ToFigure("Calibration", "On the dashed diagonal, predicted probabilities come true as often as they say.");
    }

    /// <summary>How the scores of the two classes are spread.</summary>
    public static XElement? Scores(NamedPredictions model)
    {
        var scores = model.Set.Scores.Where(double.IsFinite).ToList();
        if (scores.Count == 0)
            return null;

        var isProbability = model.Set.Kind == PredictionKind.Probability;
        var bins = new Binning(isProbability ? 0 : scores.Min(), isProbability ? 1 : scores.Max(), ScoreBins);
        var shares = new[] { 0, 1 }.Select(label => bins.Shares(model.Set.Scores.Where((_, row) => model.Set.Labels[row] == label))).ToList();
        return new Plot(("Score", bins.Edges[0], bins.Edges[^1]), ("Share of the class' rows", 0, Math.Max(shares.Max(share => share.Max()) * 1.05, 0.01)))
            .Bins("class0", "Label 0", bins.Edges, shares[0])
            .Bins("class1", "Label 1", bins.Edges, shares[1])
            .ToFigure($"Scores of the {model.Role}", $"The less the two overlap, the better the classes are told apart. {Count(model.Set.RowCount)} rows.");
    }

    /// <summary>Mean score and share of class 1 in each bin that has rows.</summary>
    internal static IReadOnlyList<(double Predicted, double Observed)> CalibrationPoints(PredictionSet set)
    {
        var bins = new Binning(0, 1, CalibrationBins);
        return
        [
            .. Enumerable.Range(0, set.Scores.Count)
                .GroupBy(row => bins.IndexOf(set.Scores[row]))
                .OrderBy(bin => bin.Key)
                .Select(bin => (bin.Average(row => set.Scores[row]), bin.Average(row => set.Labels[row]))),
        ];
    }
}
