using Relevo.Core.Errors;
using Relevo.Core.Reports;
using Relevo.Core.Reports.Predictions;
using Relevo.Core.Tests.Data;
using Relevo.Core.Workspaces;
using Relevo.Core.Tests.Support;

namespace Relevo.Core.Tests.Reports;

public sealed class ReportWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_report_replaces_the_one_before_and_leaves_nothing_beside()
    {
        _folder.Write("artifacts/report.html", "old");
        var artifacts = Path.Combine(_folder.Root, "artifacts");

        var path = await ReportWriter.WriteAsync(SampleReport.Whole, artifacts, Token);

        Assert.Equal(Path.Combine(artifacts, "report.html"), path);
        Assert.Equal(HtmlReport.Render(SampleReport.Whole), await File.ReadAllTextAsync(path, Token));
        Assert.Equal(["model-card.json", "model-card.md", "report.html"], Directory.GetFiles(artifacts).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told()
    {
        var file = _folder.Write("taken", "");

        var fault = await Assert.ThrowsAsync<RelevoException>(() => ReportWriter.WriteAsync(SampleReport.Empty, file, Token));

        Assert.Contains(file, fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Predictions_of_the_evaluate_step_are_found_in_its_output()
    {
        _folder.Write("out/predictions.csv", "row_id,label,score,predicted_label\n7,1,0.9,1\n8,0,0.2,0\n");
        var gate = SampleReport.Whole.Gate!; // Not null: the sample is whole.
        var model = SampleReport.Empty with { Gate = gate with { CandidateEvaluation = gate.CandidateEvaluation! with { Output = Path.Combine(_folder.Root, "out") } } };

        var set = (await ReportWriter.WithPredictionsAsync(model, Token)).CandidatePredictions;

        Assert.Equal(PredictionKind.Probability, set?.Kind);
        Assert.Equal([1, 0], set?.Labels);
        Assert.Equal([0.9, 0.2], set?.Scores);
    }

    [Fact]
    public async Task Without_a_decision_the_pipelines_own_evaluation_is_shown()
    {
        _folder.Write("out/predictions.csv", "label,prediction\n1.5,1\n");
        var training = SampleReport.Whole.Training!; // Not null: the sample is whole.
        var step = training.Job.Steps[2] with { Outputs = new Dictionary<string, OutputLocation> { ["evaluation_output"] = new(Path.Combine(_folder.Root, "out"), null, "uri_folder") } };

        var model = await ReportWriter.WithPredictionsAsync(SampleReport.Empty with { Training = training with { Job = training.Job with { Steps = [step] } } }, Token);

        Assert.Equal(PredictionKind.Regression, model.CandidatePredictions?.Kind);
    }

    [Theory]
    [InlineData("label,score\n1,0.5\n0,0.25\n", PredictionKind.Probability)]
    [InlineData("label,score\ntrue,0.5\nFalse,0.25\n", PredictionKind.Probability)]
    [InlineData("label,score\n1,2.5\n0,-1\n", PredictionKind.Ranking)]
    [InlineData("label,score\n12.5,11\n", PredictionKind.Regression)]
    [InlineData("label,prediction\n1,0\n0,1\n", PredictionKind.Regression)]
    [InlineData("label,score\n1,NaN\n0,0.5\n", PredictionKind.Ranking)]
    public async Task The_kind_of_predictions_follows_from_their_values(string text, PredictionKind kind) =>
        Assert.Equal(kind, (await PredictionFile.ReadAsync(_folder.Write("predictions.csv", text), Token))?.Kind);

    [Theory]
    [InlineData("")]
    [InlineData("label,score\n")]
    [InlineData("id,text\n1,a\n")]
    [InlineData("label,score\ncat,0.5\n")]
    [InlineData("label,score\n1\n")]
    public async Task Other_files_have_no_predictions(string text) =>
        Assert.Null(await PredictionFile.ReadAsync(_folder.Write("predictions.csv", text), Token));

    [Fact]
    public async Task A_uri_is_not_read() => Assert.Null(await PredictionFile.ReadAsync("azureml://jobs/x/outputs/y", Token));

    [Fact]
    public async Task Many_predictions_are_sampled()
    {
        var text = "label,score\n" + string.Concat(Enumerable.Range(0, 120_000).Select(row => $"{row % 2},0.5\n"));

        var set = await PredictionFile.ReadAsync(_folder.Write("predictions.csv", text), Token);

        Assert.Equal((120_000, 100_000), (set?.RowCount, set?.Labels.Count));
    }
}
