using System.Xml.Linq;
using Relevo.Core.Reports.Plots;
using Relevo.Core.Reports.Predictions;
using static Relevo.Core.Reports.Markup;

namespace Relevo.Core.Reports.Sections;

/// <summary>Plots of the predictions and of metrics over training.</summary>
internal static class PlotsSection
{
    private const int MaxCurves = 12;

    /// <summary>All plots that there is data for.</summary>
    public static XElement? Render(ReportModel model)
    {
        var plots = OfPredictions(Named(model)).Concat(OfTraining(model)).OfType<XElement>().ToList();
        return plots.Count == 0 ? null : Section("plots", "Plots", Tag("div.plots", plots));
    }

    private static List<NamedPredictions> Named(ReportModel model)
    {
        List<NamedPredictions> named = [];
        if (model.CandidatePredictions is { Labels.Count: > 0 } candidate)
            named.Add(new("challenger", Name("Challenger", model.Gate?.Candidate.Version ?? model.Training?.Model?.Version), candidate));
        if (model.BaselinePredictions is { Labels.Count: > 0 } baseline)
            named.Add(new("champion", Name("Champion", model.Gate?.Baseline?.Version), baseline));
        return named;
    }

    private static string Name(string role, string? version) => version is null ? role : $"{role} v{version}";

    private static IEnumerable<XElement?> OfPredictions(List<NamedPredictions> models)
    {
        var values = models.Where(model => model.Set.Kind == PredictionKind.Regression).ToList();
        if (values.Count > 0)
        {
            yield return RegressionPlots.PredictedAgainstActual(values);
            yield return RegressionPlots.Residuals(values);
        }
        var classes = models.Except(values).ToList();
        if (classes.Count > 0)
        {
            yield return BinaryPlots.Roc(classes);
            yield return BinaryPlots.Calibration(classes);
            foreach (var model in classes)
                yield return BinaryPlots.Scores(model);
        }
    }

    private static IEnumerable<XElement?> OfTraining(ReportModel model) => (model.Training?.Histories ?? new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<Workspaces.MetricPoint>>>())
        .SelectMany(step => step.Value.Where(metric => metric.Value.Count > 1).Select(metric => (Step: step.Key, Metric: metric.Key, Points: metric.Value)))
        .Take(MaxCurves)
        .Select(curve => MetricCurve.Draw(curve.Step, curve.Metric, curve.Points));
}
