#:package Microsoft.ML@5.0.1
#:package Microsoft.ML.FastTree@5.0.1
#:package Relevo.Mlflow@0.1.0
#:package System.Numerics.Tensors@9.0.19
#:property PublishAot=false

// Scores the test rows with one model and writes what they say about it. The gate runs this step twice, for challenger and
// champion, on the same rows.
//   dotnet run evaluate.cs -- --model_name birdstrike-damage --model_input out/model --test_data out/test --evaluation_output out/evaluation
// System.Numerics.Tensors is named because some feeds lack the exact version that Microsoft.ML asks for.

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Relevo.Mlflow;

try
{
    var options = ReadOptions(args, "model_name", "model_input", "test_data", "evaluation_output");
    var ml = new MLContext(seed: 0);
    var model = ml.Model.Load(Find(options["model_input"], "model.zip"), out var inputs);
    var scored = model.Transform(Load(ml, Find(options["test_data"], "*.csv"), inputs));

    string[] ids = [.. scored.GetColumn<ReadOnlyMemory<char>>("row_id").Select(id => id.ToString())];
    bool[] labels = [.. scored.GetColumn<bool>("damaged")];
    bool[] predicted = [.. scored.GetColumn<bool>("PredictedLabel")];
    double[] scores = [.. scored.GetColumn<float>("Probability").Select(score => (double)score)];

    var quality = ml.BinaryClassification.Evaluate(scored, labelColumnName: "damaged");
    var metrics = new SortedDictionary<string, double>(StringComparer.Ordinal)
    {
        ["roc_auc"] = quality.AreaUnderRocCurve,
        ["pr_auc"] = quality.AreaUnderPrecisionRecallCurve,
        ["f1"] = double.IsNaN(quality.F1Score) ? 0 : quality.F1Score, // Not a number where no strike is called damaging.
        ["precision"] = quality.PositivePrecision,
        ["recall"] = quality.PositiveRecall,
        ["accuracy"] = quality.Accuracy,
        ["log_loss"] = labels.Zip(scores, LogLoss).Average(),
        ["brier"] = labels.Zip(scores, (label, score) => Math.Pow(score - (label ? 1 : 0), 2)).Average(),
    };

    var output = Directory.CreateDirectory(options["evaluation_output"]).FullName;
    var json = new JsonObject(metrics.Select(metric => KeyValuePair.Create(metric.Key, (JsonNode?)metric.Value)));
    File.WriteAllText(Path.Combine(output, "metrics.json"), json.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");
    File.WriteAllLines(Path.Combine(output, "predictions.csv"),
    [
        "row_id,label,score,predicted_label",
        .. ids.Select((id, at) => string.Create(CultureInfo.InvariantCulture, $"{id},{(labels[at] ? 1 : 0)},{scores[at]:R},{(predicted[at] ? 1 : 0)}")),
    ]);

    using var mlflow = Environment.GetEnvironmentVariable("MLFLOW_TRACKING_URI") is { Length: > 0 } ? MlflowClient.FromEnvironment() : null;
    using var run = mlflow?.StartRun("evaluate"); // Without a tracking server the step still does its work.
    run?.SetTag("model_name", options["model_name"]);
    run?.LogMetrics(metrics);
    foreach (var (name, value) in metrics)
        Console.WriteLine($"{name,-10} {value:F4}");
    return 0;
}
catch (Exception fault) when (fault is ArgumentException or InvalidDataException or IOException or FormatException or InvalidOperationException or MlflowException)
{
    Console.Error.WriteLine($"evaluate: {fault.Message}");
    return 2;
}

// The columns are found by the names in the header, so a model trained on fewer of them is scored on the same file.
static IDataView Load(MLContext ml, string file, DataViewSchema inputs)
{
    var header = (File.ReadLines(file).FirstOrDefault() ?? "").Split(',');
    string[] needed = ["row_id", "damaged", .. inputs.Select(column => column.Name)];
    var missing = needed.Except(header).ToList();
    if (missing.Count > 0)
        throw new InvalidDataException($"{file} lacks the columns {string.Join(", ", missing)} that the model or the metrics need.");

    return ml.Data.LoadFromTextFile(file, new TextLoader.Options
    {
        Columns = [.. needed.Select(name => new TextLoader.Column(name, KindOf(name), Array.IndexOf(header, name)))],
        Separators = [','],
        HasHeader = true,
        AllowQuoting = true,
        MissingRealsAsNaNs = true,
    });

    DataKind KindOf(string name) => name switch
    {
        "damaged" => DataKind.Boolean,
        "row_id" => DataKind.String,
        _ => inputs[name].Type == NumberDataViewType.Single ? DataKind.Single : DataKind.String,
    };
}

static double LogLoss(bool label, double score) => -Math.Log(Math.Clamp(label ? score : 1 - score, 1e-15, 1));

// A model may lie in the folder or, as some registries store it, one folder further down.
static string Find(string folder, string pattern) =>
    Directory.Exists(folder) && Directory.GetFiles(folder, pattern, SearchOption.AllDirectories) is [var only]
        ? only
        : throw new ArgumentException($"'{folder}' does not hold one file {pattern}.");

static Dictionary<string, string> ReadOptions(string[] args, params string[] names)
{
    var options = args.Chunk(2).ToDictionary(pair => pair[0].TrimStart('-'), pair => pair.Length == 2 ? pair[1] : "");
    var wrong = options.Keys.Except(names).Concat(names.Where(name => string.IsNullOrEmpty(options.GetValueOrDefault(name)))).ToList();
    return wrong.Count == 0 ? options : throw new ArgumentException(
        $"unknown, missing or without a value: {string.Join(", ", wrong.Select(name => $"--{name}"))}. Needed: {string.Join(" ", names.Select(name => $"--{name} <value>"))}");
}
