using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Core.Workspaces;
using Relevo.Local.Registry;
using Relevo.Mlflow;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Local.Tests.Registry;

public sealed class LocalModelRegistryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_files_become_the_runs_artifact_model_with_their_digest_as_a_tag()
    {
        await using var test = await TestWorkspace.ProvisionedAsync(Cancel);
        var run = await RunAsync(test);

        var version = await test.Workspace.Models.RegisterAsync(Registration(run, Output(test, "model", "first")), Cancel);

        Assert.Equal($"runs:/{run}/model", version.Source);
        Assert.Equal(64, version.Tags["relevo.digest"].Length);
        var folder = await test.Workspace.Models.DownloadAsync(version, Cancel);
        Assert.Equal(Path.Combine(test.Root, "artifacts", "0", run, "artifacts", "model"), folder);
        Assert.Equal("first", await File.ReadAllTextAsync(Path.Combine(folder, "deep", "model.txt"), Cancel));
    }

    [Fact]
    public async Task Two_models_of_one_run_keep_their_files_apart()
    {
        await using var test = await TestWorkspace.ProvisionedAsync(Cancel);
        var run = await RunAsync(test);

        var first = await test.Workspace.Models.RegisterAsync(Registration(run, Output(test, "a", "first")), Cancel);
        var second = await test.Workspace.Models.RegisterAsync(Registration(run, Output(test, "b", "second")), Cancel);
        var again = await test.Workspace.Models.RegisterAsync(Registration(run, Output(test, "b", "second")), Cancel);

        Assert.Equal(("1", "2", "2"), (first.Version, second.Version, again.Version));
        Assert.Equal("first", await ReadAsync(test, first));
        Assert.Equal("second", await ReadAsync(test, second));
    }

    [Fact]
    public async Task A_kill_between_the_files_and_the_version_leaves_what_the_next_try_uses()
    {
        await using var test = await TestWorkspace.ProvisionedAsync(Cancel);
        var run = await RunAsync(test);
        var output = Output(test, "model", "first");
        var left = Path.Combine(test.Root, "artifacts", "0", run, "artifacts", "model", "deep");
        Directory.CreateDirectory(left);
        await File.WriteAllTextAsync(Path.Combine(left, "model.txt"), "first", Cancel);

        var version = await test.Workspace.Models.RegisterAsync(Registration(run, output), Cancel);

        Assert.Equal(("1", $"runs:/{run}/model"), (version.Version, version.Source));
    }

    [Fact]
    public async Task A_single_file_becomes_a_folder_that_holds_it()
    {
        await using var test = await TestWorkspace.ProvisionedAsync(Cancel);
        var run = await RunAsync(test);
        var file = Path.Combine(test.Folder, "model.onnx");
        await File.WriteAllTextAsync(file, "onnx", Cancel);

        var version = await test.Workspace.Models.RegisterAsync(Registration(run, new OutputLocation(file, null, "custom_model")), Cancel);

        Assert.Equal("onnx", await File.ReadAllTextAsync(Path.Combine(await test.Workspace.Models.DownloadAsync(version, Cancel), "model.onnx"), Cancel));
    }

    [Fact]
    public async Task An_unknown_run_and_missing_files_are_clear_faults()
    {
        await using var test = await TestWorkspace.ProvisionedAsync(Cancel);
        var run = await RunAsync(test);
        var output = Output(test, "model", "first");

        var unknown = await Assert.ThrowsAsync<RelevoException>(() => test.Workspace.Models.RegisterAsync(
            Registration("0123456789abcdef0123456789abcdef", output), Cancel));
        var missing = await Assert.ThrowsAsync<RelevoException>(() => test.Workspace.Models.RegisterAsync(
            Registration(run, output with { Uri = Path.Combine(test.Folder, "nowhere") }), Cancel));

        Assert.Contains("0123456789abcdef", unknown.Problem, StringComparison.Ordinal);
        Assert.Contains("nowhere", missing.Problem, StringComparison.Ordinal);
        Assert.Empty(await test.Workspace.Models.ListAsync("taxi's model", Cancel));
    }

    [Fact]
    public async Task A_version_whose_files_are_gone_says_so()
    {
        await using var test = await TestWorkspace.ProvisionedAsync(Cancel);
        var version = await test.Workspace.Models.RegisterAsync(Registration(await RunAsync(test), Output(test, "model", "first")), Cancel);
        Directory.Delete(Path.Combine(test.Root, "artifacts"), recursive: true);

        var fault = await Assert.ThrowsAsync<RelevoException>(() => test.Workspace.Models.DownloadAsync(version, Cancel));

        Assert.Contains("version 1 are missing", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task References_of_every_form_name_a_version()
    {
        await using var test = await TestWorkspace.ProvisionedAsync(Cancel);
        var registry = test.Workspace.Models;
        foreach (var text in (string[])["one", "two"])
            await registry.RegisterAsync(Registration(await RunAsync(test), Output(test, text, text)) with { Model = "taxi" }, Cancel);
        Assert.True(await registry.TryMoveAliasAsync(
            new AliasMove { Model = "taxi", Alias = "champion", ExpectedVersion = null, NewVersion = "1", By = "tester", Reason = "first" }, Cancel));

        Assert.Equal("1", await VersionOfAsync("azureml:taxi:1"));
        Assert.Equal("2", await VersionOfAsync("azureml:taxi@latest"));
        Assert.Equal("2", await VersionOfAsync("azureml:taxi"));
        Assert.Equal("1", await VersionOfAsync("azureml:taxi@champion"));
        Assert.Equal("1", await VersionOfAsync("models:/taxi@champion"));
        Assert.Equal("2", await VersionOfAsync("models:/taxi/2"));
        Assert.Null(await VersionOfAsync("azureml:taxi:3"));
        Assert.Null(await VersionOfAsync("azureml:unknown@latest"));

        async Task<string?> VersionOfAsync(string text) => (await registry.FindAsync(AssetReference.Parse(text), Cancel))?.Version;
    }

    private static ModelRegistration Registration(string run, OutputLocation output) => new() { Model = "taxi's model", Output = output, RunId = run };

    private static OutputLocation Output(TestWorkspace test, string name, string text)
    {
        var folder = Path.Combine(test.Folder, name);
        Directory.CreateDirectory(Path.Combine(folder, "deep"));
        File.WriteAllText(Path.Combine(folder, "deep", "model.txt"), text);
        return new OutputLocation(folder, null, "custom_model");
    }

    private static async Task<string> ReadAsync(TestWorkspace test, Core.Workspaces.ModelVersion version) =>
        await File.ReadAllTextAsync(Path.Combine(await test.Workspace.Models.DownloadAsync(version, Cancel), "deep", "model.txt"), Cancel);

    private static async Task<string> RunAsync(TestWorkspace test)
    {
        await using var store = await TrackingStore.OpenAsync(
            new TrackingStoreOptions { DatabasePath = Path.Combine(test.Root, "relevo.db"), ArtifactsPath = Path.Combine(test.Root, "artifacts") }, Cancel);
        return (await store.CreateRunAsync(null, "train", null, null, [new Tag("a", "b")], Cancel)).Id;
    }
}
