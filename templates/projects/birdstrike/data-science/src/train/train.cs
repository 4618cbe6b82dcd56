#:package Microsoft.ML@5.0.1
#:package Microsoft.ML.FastTree@5.0.1
#:package Relevo.Mlflow@0.1.0
#:package System.Numerics.Tensors@9.0.19
#:property PublishAot=false

// Trains boosted trees that tell whether a strike damaged the aircraft, and writes them as an MLflow model directory.
//   dotnet run train.cs -- --train_data out/train --val_data out/val --model_output out/model --learning_rate 0.1
//     --number_of_trees 40 --number_of_leaves 6 --minimum_example_count_per_leaf 20 --seed 7
// System.Numerics.Tensors is named because some feeds lack the exact version that Microsoft.ML asks for.

using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;
using Relevo.Mlflow;
using static Microsoft.ML.Transforms.MissingValueReplacingEstimator;

string[] categories =
    ["aircraft", "operator", "airport", "origin_state", "phase", "wildlife_size", "wildlife_species", "time_of_day"];
string[] numbers = ["month", "speed_knots"];

try
{
    var options = ReadOptions(args, "train_data", "val_data", "model_output",
        "learning_rate", "number_of_trees", "number_of_leaves", "minimum_example_count_per_leaf", "seed");
    var seed = Whole("seed", 0, int.MaxValue);
    var ml = new MLContext(seed);
    var train = Load(ml, options["train_data"]);
    var val = Load(ml, options["val_data"]);

    var trees = ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
    {
        LabelColumnName = "damaged",
        LearningRate = Number("learning_rate", 1e-4, 1),
        NumberOfTrees = Whole("number_of_trees", 1, 10_000),
        NumberOfLeaves = Whole("number_of_leaves", 2, 4_096),
        MinimumExampleCountPerLeaf = Whole("minimum_example_count_per_leaf", 1, 1_000_000),
        FeatureSelectionSeed = seed,
        FeatureFraction = 0.8, // Each tree looks at a random part of the features; the seed draws it.
        NumberOfThreads = 1, // Sums in one order: the same seed and data give the same model on every machine.
    });
    var pipeline = ml.Transforms.Categorical.OneHotEncoding([.. categories.Select(name => new InputOutputColumnPair(name))])
        .Append(ml.Transforms.IndicateMissingValues("speed_missing", "speed_knots"))
        .Append(ml.Transforms.Conversion.ConvertType("speed_missing"))
        .Append(ml.Transforms.ReplaceMissingValues("speed_knots", replacementMode: ReplacementMode.Mean))
        .Append(ml.Transforms.Concatenate("Features", [.. categories, .. numbers, "speed_missing"]))
        .Append(trees);

    var model = pipeline.Fit(train);
    var scoredVal = model.Transform(val);
    var quality = ml.BinaryClassification.Evaluate(scoredVal, labelColumnName: "damaged");

    using var mlflow = Environment.GetEnvironmentVariable("MLFLOW_TRACKING_URI") is { Length: > 0 } ? MlflowClient.FromEnvironment() : null;
    using var run = mlflow?.StartRun("train"); // Without a tracking server the step still does its work.
    run?.LogParams(options.Where(option => !option.Key.EndsWith("_data") && option.Key != "model_output"));
    foreach (var (treeCount, auc) in LearningCurve(model.LastTransformer.Model.SubModel, scoredVal, every: 5))
        run?.LogMetric("val_roc_auc", auc, treeCount);
    run?.LogMetric("val_pr_auc", quality.AreaUnderPrecisionRecallCurve);
    Console.WriteLine($"validation: roc_auc {quality.AreaUnderRocCurve:F4}, pr_auc {quality.AreaUnderPrecisionRecallCurve:F4}");

    WriteModel(ml, model, train, options["model_output"], run?.Id);
    return 0;

    int Whole(string name, int least, int most) => Number(name, least, most) is var value && value == Math.Floor(value)
        ? (int)value
        : throw new ArgumentException($"--{name} is '{options[name]}', expected a whole number.");

    double Number(string name, double least, double most) =>
        double.TryParse(options[name], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new ArgumentException($"--{name} is '{options[name]}', expected a number from {least} to {most}.");
}
catch (Exception fault) when (fault is ArgumentException or InvalidDataException or IOException or FormatException or InvalidOperationException or MlflowException)
{
    Console.Error.WriteLine($"train: {fault.Message}");
    return 2;
}

IDataView Load(MLContext ml, string folder)
{
    var file = Directory.GetFiles(folder, "*.csv") is [var only] ? only : throw new ArgumentException($"'{folder}' does not hold one .csv file.");
    string[] columns = ["row_id", "damaged", .. categories, .. numbers];
    if (File.ReadLines(file).FirstOrDefault() != string.Join(',', columns))
        throw new InvalidDataException($"{file} does not begin with the header '{string.Join(',', columns)}' that the prep step writes.");
    var view = ml.Data.LoadFromTextFile(file, new TextLoader.Options
    {
        Columns = [.. columns.Select((name, at) => new TextLoader.Column(name, KindOf(name), at))],
        Separators = [','],
        HasHeader = true,
        AllowQuoting = true,
        MissingRealsAsNaNs = true,
    });
    return ml.Data.Cache(view);
}

DataKind KindOf(string column) =>
    column == "damaged" ? DataKind.Boolean : numbers.Contains(column) ? DataKind.Single : DataKind.String;

// The validation score after 5, 10, 15, ... trees: shows whether more trees would help or hurt.
static IEnumerable<(int Trees, double RocAuc)> LearningCurve(FastTreeBinaryModelParameters forest, IDataView data, int every)
{
    var labels = data.GetColumn<bool>("damaged").ToArray();
    var features = data.GetColumn<VBuffer<float>>("Features").Select(row => row.DenseValues().ToArray()).ToArray();
    var scores = new double[labels.Length];
    var trees = forest.TrainedTreeEnsemble.Trees;
    for (var at = 0; at < trees.Count; at++)
    {
        for (var row = 0; row < scores.Length; row++)
            scores[row] += Walk(trees[at], features[row]);
        if ((at + 1) % every == 0 || at + 1 == trees.Count)
            yield return (at + 1, RocAuc(labels, scores));
    }
}

static double Walk(RegressionTree tree, float[] row)
{
    var node = tree.NumberOfNodes > 0 ? 0 : ~0; // A negative node is the complement of a leaf's index.
    while (node >= 0)
        node = row[tree.NumericalSplitFeatureIndexes[node]] <= tree.NumericalSplitThresholds[node] ? tree.LeftChild[node] : tree.RightChild[node];
    return tree.LeafValues[~node];
}

// The share of (damaged, undamaged) pairs in which the damaged one scores higher; a tie counts half.
static double RocAuc(bool[] labels, double[] scores)
{
    double below = 0, pairs = 0;
    foreach (var tied in labels.Zip(scores).GroupBy(row => row.Second).OrderBy(group => group.Key))
    {
        double damaged = tied.Count(row => row.First), undamaged = tied.Count() - damaged;
        pairs += damaged * (below + undamaged / 2);
        below += undamaged;
    }
    return pairs / (below * labels.Count(label => label));
}

// What MLflow calls a model: a folder with the file MLmodel, which names the flavor and the columns that a caller sends and gets.
void WriteModel(MLContext ml, ITransformer model, IDataView train, string folder, string? runId)
{
    Directory.CreateDirectory(folder);
    var inputs = new DataViewSchema.Builder();
    foreach (var column in train.Schema.Where(column => column.Name is not ("row_id" or "damaged")))
        inputs.AddColumn(column.Name, column.Type);
    var file = Path.Combine(folder, "model.zip");
    ml.Model.Save(model, inputs.ToSchema(), file);
    using (var zip = ZipFile.Open(file, ZipArchiveMode.Update)) // ML.NET stamps the time; without it the same model has the same bytes.
    {
        foreach (var entry in zip.Entries)
            entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }

    string[] features = [.. categories, .. numbers];
    var signature = features.Select(name => $$"""{"name": "{{name}}", "type": "{{(numbers.Contains(name) ? "double" : "string")}}", "required": {{(name == "speed_knots" ? "false" : "true")}}}""");
    File.WriteAllText(Path.Combine(folder, "MLmodel"), $"""
        flavors:
          mlnet:
            data: model.zip
            mlnet_version: 5.0.1
        model_uuid: {Guid.NewGuid():N}
        {(runId is null ? "# trained without a tracking server" : $"run_id: {runId}")}
        saved_input_example_info:
          artifact_path: input_example.json
          pandas_orient: split
          type: dataframe
        signature:
          inputs: '[{string.Join(", ", signature)}]'
          outputs: '[{"{"}"name": "PredictedLabel", "type": "boolean"{"}"}, {"{"}"name": "Probability", "type": "float"{"}"}]'
        utc_time_created: '{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm:ss.ffffff}'

        """);

    var first = ml.Data.TakeRows(train, 1);
    var values = features.Select(name => (JsonNode?)(numbers.Contains(name)
        ? float.IsNaN(first.GetColumn<float>(name).Single()) ? null : first.GetColumn<float>(name).Single()
        : first.GetColumn<string>(name).Single()));
    var example = new JsonObject { ["columns"] = new JsonArray([.. features.Select(name => (JsonNode)name)]), ["data"] = new JsonArray(new JsonArray([.. values])) };
    File.WriteAllText(Path.Combine(folder, "input_example.json"), example.ToJsonString());
}

static Dictionary<string, string> ReadOptions(string[] args, params string[] names)
{
    var options = args.Chunk(2).ToDictionary(pair => pair[0].TrimStart('-'), pair => pair.Length == 2 ? pair[1] : "");
    var wrong = options.Keys.Except(names).Concat(names.Where(name => string.IsNullOrEmpty(options.GetValueOrDefault(name)))).ToList();
    return wrong.Count == 0 ? options : throw new ArgumentException(
        $"unknown, missing or without a value: {string.Join(", ", wrong.Select(name => $"--{name}"))}. Needed: {string.Join(" ", names.Select(name => $"--{name} <value>"))}");
}
