using System.Xml.Linq;
using static Relevo.Core.Reports.Figures;

namespace Relevo.Core.Reports.Plots;

/// <summary>Plots of predictions of a number.</summary>
internal static class RegressionPlots
{
    private const int MaxDots = 700;
    private const int ResidualBins = 30;
    private const double ShownResiduals = 0.98;

    /// <summary>What was predicted against what was true.</summary>
    public static XElement PredictedAgainstActual(IReadOnlyList<NamedPredictions> models)
    {
        var range = LinearScale.Over(models.SelectMany(model => model.Set.Labels.Concat(model.Set.Scores)), 0, 1);
        var plot = new Plot(("Actual", range.Low, range.High), ("Predicted", range.Low, range.High)).Reference(range.Low, range.Low, range.High, range.High);
        foreach (var model in models.Reverse())
            plot.Dots(model.Tone, model.Name, model.Set.Labels.Zip(model.Set.Scores).ToList().Thin(MaxDots));
        var rows = models.Max(model => model.Set.Labels.Count);
        return plot.ToFigure("Predicted against actual",
            "On the dashed diagonal a prediction is exact." + (rows > MaxDots ? $" {MaxDots} of {Count(models.Max(model => model.Set.RowCount))} rows." : ""));
    }

    /// <summary>How far predictions are off.</summary>
    public static XElement? Residuals(IReadOnlyList<NamedPredictions> models)
    {
        var residuals = models.Select(model => model.Set.Scores.Zip(model.Set.Labels, (said, truth) => said - truth).Where(double.IsFinite).ToList()).ToList();
        var all = residuals.SelectMany(values => values).Order().ToList();
        if (all.Count == 0)
            return null;

        // Outliers go to the outermost bins, or all others would share one.
        var (low, high) = (all[(int)((all.Count - 1) * (1 - ShownResiduals) / 2)], all[(int)((all.Count - 1) * (1 + ShownResiduals) / 2)]);
        var bins = new Binning(low, high, ResidualBins);
        var shares = residuals.Select(bins.Shares).ToList();
        var plot = new Plot(("Predicted − actual", bins.Edges[0], bins.Edges[^1]), ("Share of rows", 0, shares.Max(share => share.Max()) * 1.05));
        foreach (var (model, share) in models.Zip(shares).Reverse())
            plot.Bins(model.Tone, model.Name, bins.Edges, share);
        return plot.ToFigure("Residuals", "Narrow and centred on zero is better. The outermost bars hold the 1 % beyond.");
    }
}
