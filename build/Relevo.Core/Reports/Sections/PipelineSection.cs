using System.Xml.Linq;
using Relevo.Core.Records;
using Relevo.Core.Reports.Pipelines;
using Relevo.Core.Workspaces;
using static Relevo.Core.Reports.Figures;
using static Relevo.Core.Reports.Markup;

namespace Relevo.Core.Reports.Sections;

/// <summary>How the model came about: the pipeline, its steps and its parameters.</summary>
internal static class PipelineSection
{
    /// <summary>The graph and the steps with the reasons why each ran or was reused.</summary>
    public static XElement? Steps(ReportModel model)
    {
        if (model.Training is not { } training)
            return null;
        var reused = training.Job.Steps.Count(step => step.IsReused);
        return Section("pipeline", "Pipeline",
            Tag("p.muted", $"{Cut(training.JobFile, 200)}, {training.Job.Steps.Count} {(training.Job.Steps.Count == 1 ? "step" : "steps")} in {Duration(training.Job.Duration)}",
                reused > 0 ? $", {reused} reused" : null, ". Run ", Tag("code", Cut(training.Job.RunId, 100)), $" in experiment {Cut(training.Job.Experiment, 100)}. ",
                Link(training.RunUrl, "Open the run")),
            PipelineGraph.Draw(training) is { } graph ? Scrolling("Pipeline graph", graph) : null,
            training.Job.Steps.Count == 0 ? null : new Table("Steps", "Step", "Status", "#Duration", "Why").With([.. training.Job.Steps.Select(Row)]));
    }

    /// <summary>The literal inputs of the job.</summary>
    public static XElement? Parameters(ReportModel model)
    {
        if (model.Training is not { } training || training.Parameters.Count + training.Overrides.Count == 0)
            return null;
        var names = training.Parameters.Keys.Concat(training.Overrides.Keys.Where(path => !training.Parameters.ContainsKey(Leaf(path))));
        return Section("parameters", "Hyperparameters", new Table("The job's literal inputs", "Name", "Value", "Set by").With(
            [.. names.Select(name => new object?[] { Tag("code", Cut(name, 120)), Tag("code", Cut(Value(training, name))), SetBy(training, name) })]));
    }

    private static string Value(TrainRecord training, string name) =>
        training.Parameters.GetValueOrDefault(name) ?? training.Overrides.GetValueOrDefault(name) ?? "";

    private static XElement SetBy(TrainRecord training, string name) => training.Overrides.Keys.Any(path => Leaf(path) == Leaf(name))
        ? Tag("span.chip", "--set")
        : Tag("span.muted", "job file");

    private static string Leaf(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static object?[] Row(StepResult step) =>
    [
        Tag("code", Cut(step.Step, 80)),
        Mark.Of(step).ToBadge(),
        step.Duration > TimeSpan.Zero ? Duration(step.Duration) : "–",
        Cut(step.Reason, 500) + (step.ExitCode is { } code and not 0 ? $" (exit code {code})" : ""),
    ];

    /// <summary>A link, only to where a browser may go.</summary>
    internal static XElement? Link(string? url, string text) =>
        url is { Length: < 2000 } && Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https")
            ? Tag("a", At("href", uri.AbsoluteUri), At("rel", "noopener noreferrer"), text)
            : null;
}
