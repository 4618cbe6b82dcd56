using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Tests.Pages;

/// <summary>A store as a team leaves it: experiments, runs with curves, artifacts, a model with a history, and names that try to be markup.</summary>
internal sealed class PageSeed
{
    public const string Hostile = "<script>alert('x')</script>&\"'";

    private const long Start = 1_790_000_000_000;

    public required string Experiment { get; init; }

    /// <summary>Nine runs, the first the parent of the second.</summary>
    public required IReadOnlyList<string> Runs { get; init; }

    public static async Task<PageSeed> SowAsync(TrackingStore store)
    {
        var token = TestServer.Token;
        var experiment = await store.CreateExperimentAsync("taxi-fares", null, [new Tag("team", "pricing")], token);
        await store.CreateExperimentAsync($"hostile {Hostile}", null, [], token);
        await store.DeleteExperimentAsync(await store.CreateExperimentAsync("old ideas", null, [], token), token);
        var runs = new List<string>();
        for (var at = 0; at < 9; at++)
            runs.Add(await RunAsync(store, experiment, at, runs.FirstOrDefault(), token));
        await ModelAsync(store, runs, token);
        return new PageSeed { Experiment = experiment, Runs = runs };
    }

    private static async Task<string> RunAsync(TrackingStore store, string experiment, int at, string? parent, CancellationToken token)
    {
        var tags = new List<Tag> { new("mlflow.source.name", "/home/ann/taxi/train.py"), new("mlflow.source.git.commit", "4f0c2a9d51e84b6f9c1f00d5a9e3b7c2d8e6f1a0"), new("note", at == 3 ? Hostile : $"try {at}") };
        if (at == 1 && parent is not null)
            tags.Add(new Tag("mlflow.parentRunId", parent));
        var run = await store.CreateRunAsync(experiment, $"{(at % 2 == 0 ? "gbm" : "forest")}-{at}", "ann", Start + (at * 3_600_000), tags, token);
        await store.LogBatchAsync(run.Id, Metrics(at), Params(at), [], token);
        await store.LogInputsAsync(run.Id, [Input()], token);
        await ArtifactsAsync(store, run.Id, at, token);
        if (at != 8)
            await store.UpdateRunAsync(run.Id, at == 5 ? RunStatus.Failed : RunStatus.Finished, Start + (at * 3_600_000) + (at * 47_000) + 900, null, token);
        return run.Id;
    }

    private static List<Metric> Metrics(int at)
    {
        var metrics = new List<Metric> { new() { Key = "r2", Value = 0.7 + (at * 0.02), Timestamp = Start }, new() { Key = "train_seconds", Value = 12.5 + at, Timestamp = Start } };
        for (var step = 0; step < 60; step++)
        {
            metrics.Add(new Metric { Key = "rmse", Value = 2.2 + (at * 0.05) + (6 / (1.0 + step)), Step = step, Timestamp = Start + (step * 1000) });
            metrics.Add(new Metric { Key = "loss/val", Value = step == 30 ? double.NaN : Math.Exp(-step / 12.0) + (0.01 * at) + 0.002, Step = step, Timestamp = Start + (step * 1000) });
        }
        return metrics;
    }

    private static List<Param> Params(int at) =>
    [
        new("learning_rate", (0.01 * (at + 1)).ToString("0.00")), new("max_depth", (4 + at).ToString()), new("model", at % 2 == 0 ? "gbm" : "forest"), new("seed", "42"),
    ];

    private static DatasetInput Input() => new()
    {
        Tags = [new Tag(DatasetInput.ContextTag, "training")],
        Dataset = new Dataset { Name = "taxi-trips", Digest = "5c1e0a77", SourceType = "local", Source = """{"uri":"data/taxi.csv"}""", Schema = """{"mlflow_colspec":[{"name":"fare","type":"double"}]}""", Profile = """{"num_rows":7000}""" },
    };

    private static async Task ArtifactsAsync(TrackingStore store, string run, int at, CancellationToken token)
    {
        var folder = Directory.CreateDirectory(store.GetArtifactFolder(run)).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "model", "data"));
        await File.WriteAllBytesAsync(Path.Combine(folder, "curve.png"), Picture, token);
        await File.WriteAllTextAsync(Path.Combine(folder, "model", "MLmodel"), "flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n", token);
        await File.WriteAllTextAsync(Path.Combine(folder, "model", "data", "importance.csv"), "feature,weight\ndistance,0.81\n\"a, \"\"quoted\"\" one\",0.19\n", token);
        await File.WriteAllTextAsync(Path.Combine(folder, "report.html"), $"<!doctype html><script>document.title='owned'</script><p>{Hostile}</p>", token);
        await File.WriteAllTextAsync(Path.Combine(folder, "metrics.json"), $$"""{"rmse":{{2 + at}},"tag":"<b>"}""", token);
        await File.WriteAllTextAsync(Path.Combine(folder, "evil.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 30\"><rect width=\"40\" height=\"30\" fill=\"teal\"/><script>document.title='owned'</script></svg>", token);
        await File.WriteAllBytesAsync(Path.Combine(folder, "model", "model.bin"), [1, 0, 2, 0, 255], token);
    }

    private static async Task ModelAsync(TrackingStore store, List<string> runs, CancellationToken token)
    {
        await store.CreateRegisteredModelAsync("taxi-fares", "Predicts the fare of a ride.", [new Tag("team", "pricing")], token);
        await store.CreateRegisteredModelAsync("empty", null, [], token);
        foreach (var run in runs.Take(3))
            await store.CreateModelVersionAsync(new NewModelVersion { Name = "taxi-fares", Source = $"runs:/{run}/model", RunId = run, UserId = "ann", Tags = [new Tag("digest", "sha256:8f3c")] }, token);
        await store.TrySetAliasAsync("taxi-fares", "champion", null, "1", "ann", "promoted by the gate: rmse 2.86 is below 3.5; there was no champion", token);
        await store.TrySetAliasAsync("taxi-fares", "champion", "1", "2", "gate", "promoted by the gate: rmse 2.31 against 2.86", token);
        await store.TrySetAliasAsync("taxi-fares", "champion", "2", "1", "bob", $"rolled back: {Hostile}", token);
        await store.SetAliasAsync("taxi-fares", "challenger", "3", "gate", "trained", token);
    }

    // A picture of 2 by 2 pixels.
    private static byte[] Picture { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP4z8DAwMDAxPD//38GBgAeCwP+g8nwdwAAAABJRU5ErkJggg==");
}
