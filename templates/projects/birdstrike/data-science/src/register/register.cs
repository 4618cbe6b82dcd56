#:package Relevo.Mlflow@0.1.0
#:property PublishAot=false

// Registers the trained model as the next version of its name, with the metrics it reached as tags.
//   dotnet run register.cs -- --model_name birdstrike-damage --model_path out/model --evaluation_output out/evaluation
//     --model_info_output_path out/model_info

using System.Text.Json;
using System.Text.Json.Nodes;
using Relevo.Mlflow;

try
{
    var options = ReadOptions(args, "model_name", "model_path", "evaluation_output", "model_info_output_path");
    var name = options["model_name"];
    if (!File.Exists(Path.Combine(options["model_path"], "MLmodel")))
        throw new ArgumentException($"--model_path: '{options["model_path"]}' is no MLflow model directory, it lacks the file MLmodel.");
    var metrics = JsonNode.Parse(File.ReadAllText(Path.Combine(options["evaluation_output"], "metrics.json"))) as JsonObject
        ?? throw new InvalidDataException($"metrics.json in '{options["evaluation_output"]}' does not hold an object of names and numbers.");

    using var mlflow = MlflowClient.FromEnvironment();
    using var run = mlflow.StartRun("register");
    run.SetTags(metrics.Select(metric => KeyValuePair.Create($"evaluation.{metric.Key}", metric.Value)));
    run.LogArtifacts(options["model_path"], "model");
    var version = mlflow.RegisterModel($"runs:/{run.Id}/model", name);

    Directory.CreateDirectory(options["model_info_output_path"]);
    var info = new JsonObject { ["id"] = $"{name}:{version.Version}" };
    File.WriteAllText(Path.Combine(options["model_info_output_path"], "model_info.json"), info.ToJsonString() + "\n");
    Console.WriteLine($"registered {name} version {version.Version}");
    return 0;
}
catch (Exception fault) when (fault is ArgumentException or InvalidDataException or IOException or JsonException or MlflowException)
{
    Console.Error.WriteLine($"register: {fault.Message}");
    return 2;
}

static Dictionary<string, string> ReadOptions(string[] args, params string[] names)
{
    var options = args.Chunk(2).ToDictionary(pair => pair[0].TrimStart('-'), pair => pair.Length == 2 ? pair[1] : "");
    var wrong = options.Keys.Except(names).Concat(names.Where(name => string.IsNullOrEmpty(options.GetValueOrDefault(name)))).ToList();
    return wrong.Count == 0 ? options : throw new ArgumentException(
        $"unknown, missing or without a value: {string.Join(", ", wrong.Select(name => $"--{name}"))}. Needed: {string.Join(" ", names.Select(name => $"--{name} <value>"))}");
}
