namespace Relevo.Mlflow.Tests.Client;

public sealed class ScriptTests
{
    [Fact]
    public async Task A_training_script_logs_uploads_and_registers()
    {
        await using var server = await TestServer.StartAsync();
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["model/deep"]);
        await File.WriteAllTextAsync(folder["model/MLmodel"], "flavors: {}", TestServer.Token);
        await File.WriteAllTextAsync(folder["model/deep/weights ä.bin"], "weights", TestServer.Token);

        using var mlflow = server.Client();
        string id;
        using (var run = mlflow.StartRun("train", new StartRunOptions { Experiment = "taxi", Tags = new Dictionary<string, string> { ["git"] = "abc" } }))
        {
            id = run.Id;
            run.LogParam("learning_rate", 0.1);
            run.LogParams(new Dictionary<string, object> { ["trees"] = 100, ["booster"] = "gbdt" });
            run.LogMetric("rmse", 2.86, step: 3);
            for (var i = 0; i < 2500; i++)
                run.LogMetric("loss", 1.0 / (i + 1), i);
            run.LogMetrics(new Dictionary<string, double> { ["r2"] = 0.9, ["nan"] = double.NaN });
            run.SetTag("k", "v");
            run.LogInput(new Dataset { Name = "taxi", Digest = "d1", SourceType = "local", Source = "taxi.csv" }, "training");
            run.LogArtifacts(folder["model"], "model");
            run.LogText("# Notes", "notes.md");
            Assert.Equal(RunStatus.Running, server.Store.GetRun(id).Info.Status);
        }
        var version = mlflow.RegisterModel($"runs:/{id}/model", "taxi-model", new Dictionary<string, string> { ["stage"] = "candidate" });

        var stored = server.Store.GetRun(id);
        Assert.Equal(RunStatus.Finished, stored.Info.Status);
        Assert.NotNull(stored.Info.EndTime);
        Assert.Equal("train", stored.Info.RunName);
        Assert.Equal("0.1", stored.ParamOf("learning_rate"));
        Assert.Equal("100", stored.ParamOf("trees"));
        Assert.Equal(1.0 / 2500, stored.MetricOf("loss"));
        Assert.True(double.IsNaN(stored.MetricOf("nan")!.Value));
        Assert.Equal(2500, server.Store.GetMetricHistory(id, "loss", null, null).Items.Count);
        Assert.Equal("abc", stored.TagOf("git"));
        Assert.Equal("weights", await File.ReadAllTextAsync(Path.Combine(server.Store.GetArtifactFolder(id), "model", "deep", "weights ä.bin"), TestServer.Token));
        Assert.Equal("1", version.Version);
        Assert.Equal(id, version.RunId);
        Assert.Equal("candidate", version.TagOf("stage"));
        Assert.Equal(Path.Combine(server.Store.GetArtifactFolder(id), "model"), server.Store.ResolveModelFolder("models:/taxi-model/1"));

        var copy = await mlflow.DownloadArtifactsAsync(id, "model", folder["copy"], TestServer.Token);
        Assert.Equal("weights", await File.ReadAllTextAsync(Path.Combine(copy, "deep", "weights ä.bin"), TestServer.Token));
        var one = await mlflow.DownloadArtifactsAsync(id, "notes.md", folder["copy"], TestServer.Token);
        Assert.Equal("# Notes", await File.ReadAllTextAsync(one, TestServer.Token));
        Assert.Equal(["model", "notes.md"], (await mlflow.ListArtifactsAsync(id, null, TestServer.Token)).Select(f => f.Path));
    }

    [Fact]
    public async Task The_first_start_attaches_to_the_run_of_the_environment_and_the_next_makes_its_own()
    {
        await using var server = await TestServer.StartAsync();
        var given = await server.NewRunAsync();
        using var mlflow = new MlflowClient(new MlflowClientOptions { TrackingUri = server.Server.BaseAddress, RunId = given, ExperimentName = "other" });
        using (var run = mlflow.StartRun("ignored"))
            Assert.Equal(given, run.Id);
        using var next = mlflow.StartRun();
        Assert.NotEqual(given, next.Id);
        Assert.Equal(server.Store.FindExperiment("other")!.ExperimentId, next.Info.ExperimentId);
        next.Fail();
        next.Dispose();
        Assert.Equal(RunStatus.Failed, server.Store.GetRun(next.Id).Info.Status);
        Assert.Equal(RunStatus.Finished, server.Store.GetRun(given).Info.Status);
    }

    [Fact]
    public async Task A_lost_metric_is_told_at_the_end_and_the_run_is_failed()
    {
        await using var server = await TestServer.StartAsync();
        using var mlflow = server.Client();
        var run = mlflow.StartRun();
        run.LogMetric("not & allowed", 1);
        var fault = Assert.Throws<MlflowException>(() => run.End());
        Assert.Equal("INVALID_PARAMETER_VALUE", fault.ErrorCode);
        Assert.Equal(RunStatus.Failed, server.Store.GetRun(run.Id).Info.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_script_that_dies_of_its_own_exception_leaves_a_failed_run_with_its_metrics(bool isAsync)
    {
        await using var server = await TestServer.StartAsync();
        using var child = ChildProgram.FailingScript(server.Server.BaseAddress, isAsync);
        var errors = child.StandardError.ReadToEndAsync(TestServer.Token);
        await child.StandardOutput.ReadToEndAsync(TestServer.Token);
        await child.WaitForExitAsync(TestServer.Token);
        Assert.Contains("the script's own fault", await errors, StringComparison.Ordinal);
        var experiment = server.Store.FindExperiment("scripts")!.ExperimentId;
        var run = Assert.Single(server.Store.SearchRuns([experiment], null, null, ViewType.ActiveOnly, null, null).Items);
        Assert.Equal(RunStatus.Failed, run.Info.Status);
        Assert.Equal(2.86, run.MetricOf("rmse"));
    }

    [Fact]
    public async Task Searches_stream_across_pages()
    {
        await using var server = await TestServer.StartAsync();
        for (var i = 0; i < 1003; i++)
            await server.Store.CreateRunAsync("0", $"r{i}", null, i, [], TestServer.Token);
        using var mlflow = server.Client();
        var names = new List<string?>();
        await foreach (var run in mlflow.SearchRunsAsync(["0"], null, ["start_time ASC"], ViewType.ActiveOnly, TestServer.Token))
            names.Add(run.Info.RunName);
        Assert.Equal(Enumerable.Range(0, 1003).Select(i => $"r{i}"), names);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_without_the_credentials()
    {
        using var mlflow = new MlflowClient(new MlflowClientOptions { TrackingUri = new Uri("http://ann:s3cret@127.0.0.1:1"), Token = "s3cret", Attempts = 2 });
        var fault = await Assert.ThrowsAsync<MlflowException>(() => mlflow.GetRunAsync("a", TestServer.Token));
        Assert.Contains("127.0.0.1:1", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aliases_and_versions_are_managed_and_absence_is_null()
    {
        await using var server = await TestServer.StartAsync();
        using var mlflow = server.Client();
        Assert.Null(await mlflow.FindRegisteredModelAsync("m", TestServer.Token));
        Assert.Null(await mlflow.FindModelVersionByAliasAsync("m", "champion", TestServer.Token));
        await mlflow.CreateRegisteredModelAsync("m", null, null, TestServer.Token);
        await mlflow.CreateModelVersionAsync("m", "s3://b/m", null, null, null, TestServer.Token);
        Assert.Null(await mlflow.FindModelVersionByAliasAsync("m", "champion", TestServer.Token));
        await mlflow.SetAliasAsync("m", "champion", "1", TestServer.Token);
        Assert.Equal(["champion"], (await mlflow.FindModelVersionByAliasAsync("m", "champion", TestServer.Token))!.Aliases);
        await mlflow.SetModelVersionTagAsync("m", "1", "a", "b", TestServer.Token);
        await mlflow.DeleteAliasAsync("m", "champion", TestServer.Token);
        var versions = new List<ModelVersion>();
        await foreach (var version in mlflow.SearchModelVersionsAsync("name = 'm'", ["version_number DESC"], TestServer.Token))
            versions.Add(version);
        Assert.Equal("b", Assert.Single(versions).TagOf("a"));
        await mlflow.DeleteModelVersionAsync("m", "1", TestServer.Token);
        Assert.Null(await mlflow.FindModelVersionAsync("m", "1", TestServer.Token));
        await mlflow.DeleteRegisteredModelAsync("m", TestServer.Token);
    }
}
