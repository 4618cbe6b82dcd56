using Relevo.Core.Data;
using Relevo.Core.Gate;
using Relevo.Core.Records;
using Relevo.Core.Reports;
using Relevo.Core.Reports.Predictions;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Tests.Reports;

/// <summary>A report as a project with every stage run would have it.</summary>
internal static class SampleReport
{
    private static readonly DateTimeOffset Start = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);
    private static readonly SourceRevision Source = new("4f1c0a9be2d84f0e8f3b7c5a6d9e01234567890a", "main", IsDirty: false);
    private static readonly ModelVersionReference Challenger = new("birdstrike-damage", "7", "8c1f2e3d4c5b6a79", Hash('c'));
    private static readonly ModelVersionReference Champion = new("birdstrike-damage", "5", "1a2b3c4d5e6f7081", Hash('d'));

    public static ReportModel Empty { get; } = new() { Project = "birdstrike", Environment = "dev", At = Start.AddMinutes(5) };

    public static ReportModel Whole { get; } = Empty with
    {
        Provisioning = new()
        {
            Project = "birdstrike", Environment = "dev", Workspace = "local", StartedAt = Start, Duration = TimeSpan.FromSeconds(0.3), Source = Source, By = "ada",
            Location = ".relevo/dev",
            Changes = [new() { Action = ChangeAction.Unchanged, ResourceKind = "workspace", Name = "dev" }, new() { Action = ChangeAction.Create, ResourceKind = "amlcompute", Name = "cpu-cluster" }],
        },
        Data = new()
        {
            Project = "birdstrike", Environment = "dev", Workspace = "local", StartedAt = Start.AddSeconds(1), Duration = TimeSpan.FromSeconds(1), Source = Source, By = "ada",
            Assets = [new(Birdstrikes, IsNew: true, Statistics)],
        },
        Training = Training(Source),
        Gate = Gate(),
        Deployment = new()
        {
            Project = "birdstrike", Environment = "dev", Workspace = "local", StartedAt = Start.AddMinutes(3), Duration = TimeSpan.FromSeconds(4), Source = Source, By = "ada",
            Endpoint = "birdstrike-online", ScoringUri = new("http://127.0.0.1:5001/score"), Deployment = "green", Model = Challenger, HasChanged = true,
            TrafficBefore = new Dictionary<string, int> { ["blue"] = 100 },
            TrafficAfter = new Dictionary<string, int> { ["blue"] = 0, ["green"] = 100 },
            SampleCommand = "curl -sS http://127.0.0.1:5001/score -H \"Authorization: Bearer $(cat .relevo/dev/endpoints/birdstrike-online/key)\" -H 'Content-Type: application/json' -d @data/sample-request.json",
        },
        SmokeTest = new()
        {
            Project = "birdstrike", Environment = "dev", Workspace = "local", StartedAt = Start.AddMinutes(4), Duration = TimeSpan.FromSeconds(0.1), Source = Source, By = "ada",
            Endpoint = "birdstrike-online", Deployment = "green", Model = Challenger, StatusCode = 200, Response = "[false, true]", Latency = TimeSpan.FromMilliseconds(14),
        },
        CandidatePredictions = Probabilities(seed: 1, noise: 1.1),
        BaselinePredictions = Probabilities(seed: 1, noise: 1.6),
    };

    public static RollbackRecord Rollback { get; } = new()
    {
        Project = "birdstrike", Environment = "dev", Workspace = "local", StartedAt = Start.AddHours(2), Duration = TimeSpan.FromSeconds(1), Source = Source, By = "ada",
        From = Challenger, To = Champion, Endpoint = "birdstrike-online", Deployment = "blue", Justification = "Too many false alarms in the field.",
    };

    public static PredictionSet Probabilities(int seed, double noise, int rows = 3000)
    {
        var random = new Random(seed);
        var labels = Enumerable.Range(0, rows).Select(_ => random.NextDouble() < 0.3 ? 1.0 : 0.0).ToList();
        var scores = labels.Select(label => 1 / (1 + Math.Exp(-((label * 2.6) - 2 + (noise * Normal(random)))))).ToList();
        return new() { Kind = PredictionKind.Probability, Labels = labels, Scores = scores, RowCount = rows };
    }

    public static PredictionSet Values(int seed, double noise, int rows = 2000)
    {
        var random = new Random(seed);
        var labels = Enumerable.Range(0, rows).Select(_ => 3 + (12 * Math.Abs(Normal(random)))).ToList();
        return new() { Kind = PredictionKind.Regression, Labels = labels, Scores = [.. labels.Select(label => label + (noise * Normal(random)))], RowCount = rows };
    }

    public static string Hash(char digit) => new(digit, 64);

    private static DataVersion Birdstrikes => new()
    {
        Name = "birdstrikes", Version = "3", Type = "uri_file", Digest = Hash('a'), SizeBytes = 1_223_329, FileCount = 1, RegisteredAt = Start, Source = "../../../data/birdstrikes.csv",
    };

    private static DatasetStatistics Statistics => new()
    {
        NumExamples = 10_000,
        Features =
        [
            new() { Name = "", Type = FeatureType.Int, NumNonMissing = 10_000, NumMissing = 0, Unique = 10_000, Numeric = Shape(0, 9_999) },
            new() { Name = "Speed IAS in knots", Type = FeatureType.Float, NumNonMissing = 6_973, NumMissing = 3_027, Unique = 214, Numeric = Shape(0, 400) },
            new()
            {
                Name = "Effect Amount of damage", Type = FeatureType.String, NumNonMissing = 10_000, NumMissing = 0, Unique = 5, AverageLength = 4.3,
                TopValues = [new("None", 8_966), new("Minor", 545), new("Medium", 268), new("Substantial", 220)],
            },
        ],
    };

    private static NumericStatistics Shape(double min, double max) => new()
    {
        Min = min, Max = max, Mean = (min + max) / 2, Median = (min + max) / 2, StdDev = (max - min) / 4, NumZeros = 1,
        Histogram = [.. Enumerable.Range(0, 10).Select(at => new HistogramBucket(min + (at * (max - min) / 10), min + ((at + 1) * (max - min) / 10), 1 + (at * (10 - at))))],
    };

    private static TrainRecord Training(SourceRevision source) => new()
    {
        Project = "birdstrike", Environment = "dev", Workspace = "local", StartedAt = Start.AddMinutes(1), Duration = TimeSpan.FromSeconds(21), Source = source, By = "ada",
        JobFile = "mlops/azureml/train/pipeline.yml", JobDigest = Hash('b'),
        Overrides = new Dictionary<string, string> { ["inputs.learning_rate"] = "0.2" },
        Parameters = new Dictionary<string, string> { ["learning_rate"] = "0.2", ["number_of_trees"] = "40", ["seed"] = "7" },
        Job = new()
        {
            RunId = "8c1f2e3d4c5b6a79", Experiment = "birdstrike-damage", Status = JobStatus.Completed, Duration = TimeSpan.FromSeconds(21), Data = [Birdstrikes],
            Outputs = new Dictionary<string, OutputLocation>(),
            Steps =
            [
                new() { Step = "prep_data", Status = JobStatus.Completed, IsReused = true, Reason = "inputs unchanged since run 77aa", ExitCode = 0 },
                new() { Step = "train_model", Status = JobStatus.Completed, Reason = "input 'learning_rate' changed from 0.1 to 0.2", ExitCode = 0, Duration = TimeSpan.FromSeconds(12.4) },
                new() { Step = "evaluate_model", Status = JobStatus.Completed, Reason = "input 'model_input' changed", ExitCode = 0, Duration = TimeSpan.FromSeconds(3.1) },
                new() { Step = "register_model", Status = JobStatus.Completed, Reason = "input 'model_path' changed", ExitCode = 0, Duration = TimeSpan.FromSeconds(0.8) },
            ],
        },
        Graph =
        [
            new("prep_data", []), new("train_model", ["prep_data"]), new("evaluate_model", ["train_model", "prep_data"]),
            new("register_model", ["train_model", "evaluate_model"]),
        ],
        Metrics = new Dictionary<string, IReadOnlyDictionary<string, double>>
        {
            ["evaluate_model"] = new Dictionary<string, double> { ["roc_auc"] = 0.8731, ["log_loss"] = double.NaN },
        },
        Histories = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<MetricPoint>>>
        {
            ["train_model"] = new Dictionary<string, IReadOnlyList<MetricPoint>>
            {
                ["val_log_loss"] = [.. Enumerable.Range(0, 40).Select(step => new MetricPoint(step, 0.22 + (0.4 * Math.Exp(-step / 9.0)), Start.AddSeconds(step)))],
            },
        },
        Model = Challenger,
    };

    private static GateRecord Gate() => new()
    {
        Project = "birdstrike", Environment = "dev", Workspace = "local", StartedAt = Start.AddMinutes(2), Duration = TimeSpan.FromSeconds(6), Source = Source, By = "ada",
        Candidate = Challenger, Baseline = Champion, GateDigest = Hash('e'), DataDigest = Hash('f'), IsPromoted = true, PreviousChampion = "5",
        CandidateEvaluation = new()
        {
            Model = Challenger, RunId = "e1", IsReused = false,
            Metrics = new Dictionary<string, double> { ["roc_auc"] = 0.8731, ["log_loss"] = 0.2316, ["f1"] = 0.4417, ["precision"] = double.NaN, ["accuracy"] = 0.9123 },
        },
        BaselineEvaluation = new()
        {
            Model = Champion, RunId = "e2", IsReused = true,
            Metrics = new Dictionary<string, double> { ["roc_auc"] = 0.8612, ["log_loss"] = 0.2299, ["f1"] = 0.4501, ["precision"] = 0.6, ["accuracy"] = 0.9123 },
        },
        Decision = new()
        {
            Verdict = Verdict.Promote,
            Summary = "Version 7 ranks damaging strikes better than the champion and loses no more calibration than the policy allows.",
            Warnings = ["The held-out rows have 62 positives; small differences are within chance."],
            Checks =
            [
                new() { Metric = "roc_auc", Rule = "threshold", Status = CheckStatus.Pass, Limit = 0.7, Candidate = 0.8731, Baseline = 0.8612, Margin = 0.1731, Explanation = "0.8731 is at least 0.7." },
                new() { Metric = "roc_auc", Rule = "min_absolute_change", Status = CheckStatus.Pass, Limit = 0, Candidate = 0.8731, Baseline = 0.8612, Margin = 0.0119, Explanation = "Better by 0.0119." },
                new() { Metric = "log_loss", Rule = "min_relative_change", Status = CheckStatus.Pass, Limit = -0.02, Candidate = 0.2316, Baseline = 0.2299, Margin = 0.0126, Explanation = "Worse by 0.74 %, of which 2 % are allowed." },
                new() { Metric = "f1", Rule = "threshold", Status = CheckStatus.Warn, Limit = 0.5, Candidate = 0.4417, Baseline = 0.4501, Margin = -0.0583, Explanation = "Below 0.5, but not critical." },
            ],
        },
    };

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
