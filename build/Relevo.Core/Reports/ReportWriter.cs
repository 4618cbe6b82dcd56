using Relevo.Core.Errors;
using Relevo.Core.Files;
using Relevo.Core.Reports.Cards;
using Relevo.Core.Reports.Predictions;

namespace Relevo.Core.Reports;

/// <summary>Writes a report and the model card into a folder. A reader sees the old file or the new one, never a half.</summary>
public static class ReportWriter
{
    /// <summary>The report's file name.</summary>
    public const string ReportFile = "report.html";

    /// <summary>The model card's file name as Markdown.</summary>
    public const string CardFile = "model-card.md";

    /// <summary>The model card's file name as JSON.</summary>
    public const string CardJsonFile = "model-card.json";

    /// <summary>
    /// Reads the predictions that the gate's evaluations point at, unless the model has them, then writes <see cref="ReportFile"/> and,
    /// where there is a model, <see cref="CardFile"/> and <see cref="CardJsonFile"/>.
    /// </summary>
    /// <param name="model">What to show.</param>
    /// <param name="folder">Where to write; made where it is not there.</param>
    /// <param name="cancellationToken">Stops before a file is replaced.</param>
    /// <returns>The full path of the report.</returns>
    /// <exception cref="RelevoException">The folder cannot be written.</exception>
    public static async Task<string> WriteAsync(ReportModel model, string folder, CancellationToken cancellationToken)
    {
        var whole = await WithPredictionsAsync(model, cancellationToken);
        var path = Path.Combine(Path.GetFullPath(folder), ReportFile);
        AtomicFile.WriteText(path, HtmlReport.Render(whole));
        if (ModelCard.Create(whole) is { } card)
        {
            AtomicFile.WriteText(Path.Combine(folder, CardFile), card.ToMarkdown());
            AtomicFile.WriteText(Path.Combine(folder, CardJsonFile), card.ToJson());
        }
        return path;
    }

    /// <summary>Adds the predictions that the gate's evaluations point at. What cannot be read becomes a note: a report must not fail over a plot.</summary>
    public static async Task<ReportModel> WithPredictionsAsync(ReportModel model, CancellationToken cancellationToken)
    {
        List<string> notes = [.. model.Notes];
        var candidate = model.CandidatePredictions ?? await ReadAsync(CandidateOutput(model), notes, cancellationToken);
        var baseline = model.BaselinePredictions ?? await ReadAsync(model.Gate?.BaselineEvaluation?.Output, notes, cancellationToken);
        return model with { CandidatePredictions = candidate, BaselinePredictions = baseline, Notes = notes };
    }

    // Where nothing was weighed, the pipeline's own evaluation shows what the model predicts.
    private static string? CandidateOutput(ReportModel model) => model.Gate is { CandidateEvaluation: { } evaluation }
        ? evaluation.Output
        : model.Training?.Job.Steps.SelectMany(step => step.Outputs.Values).Select(output => output.Uri)
            .LastOrDefault(uri => File.Exists(Path.Combine(uri, PredictionFile.FileName)));

    private static async Task<PredictionSet?> ReadAsync(string? output, List<string> notes, CancellationToken cancellationToken)
    {
        try
        {
            return output is null ? null : await PredictionFile.ReadAsync(output, cancellationToken);
        }
        catch (RelevoException fault)
        {
            notes.Add(fault.Problem);
            return null;
        }
    }
}
