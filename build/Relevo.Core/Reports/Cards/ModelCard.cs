using Relevo.Core.Records;
using Relevo.Core.Reports.Predictions;

namespace Relevo.Core.Reports.Cards;

/// <summary>What is known of a model version, for those who use it (Mitchell et al. 2019, https://arxiv.org/abs/1810.03993).</summary>
public sealed record ModelCard
{
    internal const string NotStated = "Not stated by the project.";

    /// <summary>The registered model.</summary>
    public required string Name { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 of the manifest of its files; null where the workspace does not hash them.</summary>
    public string? Digest { get; init; }

    /// <summary>When it was trained or, where that is not known, weighed or deployed.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>What it is, in a sentence.</summary>
    public required string Overview { get; init; }

    /// <summary>Who ran the training.</summary>
    public required string By { get; init; }

    /// <summary>Hugging Face's name of the task, such as <c>tabular-classification</c>; null where it cannot be told.</summary>
    public string? Task { get; init; }

    /// <summary>The data that it was trained on.</summary>
    public IReadOnlyList<CardData> Data { get; init; } = [];

    /// <summary>Its metrics on the held-out rows, or those that its training logged; may hold NaN.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new SortedDictionary<string, double>(StringComparer.Ordinal);

    /// <summary>The training's literal inputs.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The git commit that it was trained from, as <see cref="SourceRevision"/> writes it in full; null where there is none.</summary>
    public string? Commit { get; init; }

    /// <summary>The run that trained it.</summary>
    public string? RunId { get; init; }

    /// <summary>The gate's verdict and summary; null where it was not weighed.</summary>
    public string? Decision { get; init; }

    /// <summary>The endpoint and deployment that serve it; null where none does.</summary>
    public string? Deployment { get; init; }

    /// <summary>Gathers the card of the model that was trained last, or else weighed or deployed last.</summary>
    /// <returns>Null where no record names a model.</returns>
    public static ModelCard? Create(ReportModel model)
    {
        var version = model.Training?.Model ?? model.Gate?.Candidate ?? model.Deployment?.Model;
        StageRecord? origin = model.Training?.Model is not null ? model.Training : model.Gate is not null ? model.Gate : model.Deployment;
        if (version is null || origin is null)
            return null;

        var training = model.Training?.Model is not null ? model.Training : null;
        var gate = IsSame(model.Gate?.Candidate, version) ? model.Gate : null;
        var deployment = IsSame(model.Deployment?.Model, version) ? model.Deployment : null;
        return new()
        {
            Name = version.Name,
            Version = version.Version,
            Digest = version.Digest,
            Date = origin.StartedAt,
            By = origin.By,
            Overview = $"{version.Name}, version {version.Version}, of the project {model.Project}" + (training is null ? "." : $", trained by {training.JobFile}."),
            Task = TaskOf(gate is null ? null : model.CandidatePredictions),
            Data = training is null ? [] : DataOf(training, model.Data),
            Metrics = Sorted(gate?.CandidateEvaluation?.Metrics ?? LoggedBy(training)),
            Parameters = Sorted(training?.Parameters ?? new Dictionary<string, string>()),
            Commit = origin.Source.Commit is { } commit ? commit + (origin.Source.IsDirty ? " with changes that are not committed" : "") : null,
            RunId = version.RunId ?? training?.Job.RunId,
            Decision = gate is null ? null : $"{Mark.Of(gate.Decision).Word}: {gate.Decision.Summary}",
            Deployment = deployment is null ? null : $"{deployment.Endpoint}/{deployment.Deployment}",
        };
    }

    /// <summary>The card as Markdown with the front matter that Hugging Face's hub reads.</summary>
    public string ToMarkdown() => MarkdownCard.Write(this);

    /// <summary>The card as JSON by the schema of TensorFlow's Model Card Toolkit (v0.0.2).</summary>
    public string ToJson() => JsonCard.Write(this);

    private static bool IsSame(ModelVersionReference? one, ModelVersionReference other) => one is not null && (one.Name, one.Version) == (other.Name, other.Version);

    private static string? TaskOf(PredictionSet? predictions) => predictions?.Kind switch
    {
        PredictionKind.Probability or PredictionKind.Ranking => "tabular-classification",
        PredictionKind.Regression => "tabular-regression",
        _ => null,
    };

    private static IReadOnlyList<CardData> DataOf(TrainRecord training, RegisterDataRecord? registered) =>
    [
        .. training.Job.Data.Select(data => new CardData(data.Name, data.Version, data.Reference, data.Digest, data.SizeBytes,
            registered?.Assets.FirstOrDefault(asset => asset.Version.Digest == data.Digest)?.Statistics?.NumExamples)),
    ];

    // The last step that logged a metric evaluated the model.
    private static Dictionary<string, double> LoggedBy(TrainRecord? training)
    {
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var step in training?.Job.Steps ?? [])
        {
            foreach (var (name, value) in training?.Metrics.GetValueOrDefault(step.Step) ?? new Dictionary<string, double>())
                metrics[name] = value;
        }
        return metrics;
    }

    private static SortedDictionary<string, T> Sorted<T>(IReadOnlyDictionary<string, T> items) => new(items.ToDictionary(), StringComparer.Ordinal);
}
