using Relevo.Core.Errors;
using Relevo.Core.Workspaces;
using Relevo.Local.Provisioning;
using Relevo.Local.Store;
using Relevo.Mlflow;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Local.Tests;

public sealed class LocalWorkspaceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Opening_and_reading_touch_nothing()
    {
        await using var test = TestWorkspace.Create();

        Assert.Empty(await test.Workspace.Data.ListAsync(Cancel));
        Assert.Empty(await test.Workspace.Endpoints.ListAsync(Cancel));
        await test.Workspace.Data.PlanAsync(test.Data("taxi", "a\n"), Cancel);

        Assert.False(Directory.Exists(Path.Combine(test.Folder, ".relevo")));
        Assert.Equal(("local", test.Root), (test.Workspace.Kind, test.Workspace.Location));
    }

    [Fact]
    public async Task A_workspace_is_kept_out_of_git_and_readable_by_its_owner_alone()
    {
        await using var test = await TestWorkspace.ProvisionedAsync(Cancel);

        Assert.Contains("*\n", await File.ReadAllTextAsync(Path.Combine(test.Root, ".gitignore"), Cancel), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(test.Root) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead));
    }

    [Fact]
    public async Task What_was_killed_while_it_was_provisioned_counts_as_not_there()
    {
        await using var test = TestWorkspace.Create();
        using (var database = WorkspaceDatabase.Open(new WorkspaceFolder(test.Root)))
        {
            // The tables are there; the row that ends the provisioning is not.
            ProvisionTables.Migrate(database);
        }

        Assert.Empty(await test.Workspace.Data.ListAsync(Cancel));
        await Assert.ThrowsAsync<RelevoException>(() => test.Workspace.Data.RegisterAsync(test.Data("taxi", "a\n"), Cancel).ToListAsync(Cancel).AsTask());
        Assert.Contains(await test.ProvisionAsync([], Cancel), e => e is ProvisionEvent.Completed { Change.Action: ChangeAction.Create });
        Assert.Empty(await test.Workspace.Data.ListAsync(Cancel));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_one_clear_fault()
    {
        await using var test = TestWorkspace.Create();
        await File.WriteAllTextAsync(Path.Combine(test.Folder, ".relevo"), "a file in the way", Cancel);

        var fault = await Assert.ThrowsAsync<RelevoException>(() => test.ProvisionAsync([], Cancel));

        Assert.Contains(".relevo", fault.Problem, StringComparison.Ordinal);
        Assert.NotNull(fault.Remedy);
    }

    [Fact]
    public async Task Variables_bound_how_many_steps_run_at_a_time()
    {
        await using var test = TestWorkspace.Create();
        await test.ProvisionAsync(new() { ["training_target"] = "cpu-cluster", ["training_target_max_nodes"] = "3" }, Cancel);
        var provisioning = Assert.IsType<LocalProvisioning>(test.Workspace.Provisioning);

        Assert.Equal(3, provisioning.MaxInstances("azureml:cpu-cluster"));
        Assert.Equal(3, provisioning.MaxInstances("CPU-cluster"));
        Assert.Equal(Environment.ProcessorCount, provisioning.MaxInstances("azureml:unknown"));
        Assert.Equal(Environment.ProcessorCount, provisioning.MaxInstances(null));
    }

    [Fact]
    public async Task One_process_at_a_time_changes_a_workspace()
    {
        await using var test = await TestWorkspace.ProvisionedAsync(Cancel);
        await using var other = test.Open();
        Directory.CreateDirectory(Path.Combine(test.Root, "artifacts", ".staging-left"));

        await using (await test.Workspace.LockAsync("Train", Cancel))
        {
            Assert.False(Directory.Exists(Path.Combine(test.Root, "artifacts", ".staging-left")));
            var fault = await Assert.ThrowsAsync<RelevoException>(() => other.LockAsync("Deploy", Cancel));
            Assert.Contains("'Train'", fault.Problem, StringComparison.Ordinal);
        }

        await (await other.LockAsync("Deploy", Cancel)).DisposeAsync();
    }

    [Fact]
    public async Task Who_tears_down_while_holding_the_lock_leaves_nothing()
    {
        await using var test = await TestWorkspace.ProvisionedAsync(Cancel);
        await using (await test.Workspace.LockAsync("Teardown", Cancel))
        {
            Assert.NotEmpty(await test.Workspace.Provisioning.PlanTeardownAsync(Cancel));
            await test.Workspace.Provisioning.TeardownAsync(Cancel);
        }
        Assert.False(Directory.Exists(Path.Combine(test.Folder, ".relevo")));

        await using (await test.Workspace.LockAsync("Teardown", Cancel))
            Assert.Empty(await test.Workspace.Provisioning.PlanTeardownAsync(Cancel));
    }

    [Fact]
    public async Task Metrics_that_are_no_numbers_and_all_points_of_a_series_are_kept()
    {
        await using var test = await TestWorkspace.ProvisionedAsync(Cancel);
        await using var store = await OpenStoreAsync(test);
        var experiment = await store.GetOrCreateExperimentAsync("curves", Cancel);
        var run = await store.CreateRunAsync(experiment, "curve", "tester", 1000, [new Tag("a", "b")], Cancel);
        Metric[] points = [.. Enumerable.Range(0, 900).Select(step => new Metric { Key = "loss", Value = 1.0 / (step + 1), Timestamp = 2000 + step, Step = step })];
        await store.LogBatchAsync(run.Id, points, [new Param("rate", "0.10")], [], Cancel);
        await store.LogBatchAsync(run.Id, [new Metric { Key = "auc", Value = double.NaN, Timestamp = 1 }], [], [], Cancel);

        var found = await test.Workspace.Tracking.FindAsync(run.Id, Cancel);
        var history = await test.Workspace.Tracking.HistoryAsync(run.Id, "loss", Cancel);

        Assert.NotNull(found);
        Assert.True(double.IsNaN(found.Metrics["auc"]));
        Assert.Equal((1.0 / 900, "0.10", "b", "RUNNING"), (found.Metrics["loss"], found.Params["rate"], found.Tags["a"], found.Status));
        Assert.Null(found.EndedAt);
        Assert.Equal(points.Select(point => (point.Step, point.Value)), history.Select(point => (point.Step, (double?)point.Value)));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(2), history[0].At);
        Assert.Empty(await test.Workspace.Tracking.HistoryAsync(run.Id, "unknown", Cancel));
    }

    [Fact]
    public async Task The_newest_runs_come_first_and_no_more_than_asked_for()
    {
        await using var test = await TestWorkspace.ProvisionedAsync(Cancel);
        await using var store = await OpenStoreAsync(test);
        var experiment = await store.GetOrCreateExperimentAsync("many", Cancel);
        foreach (var number in Enumerable.Range(1, 7)) await store.CreateRunAsync(experiment, $"run-{number}", null, number * 1000, [], Cancel);

        Assert.Equal(["run-7", "run-6", "run-5"], (await test.Workspace.Tracking.ListAsync("many", 3, Cancel)).Select(run => run.Name));
        Assert.Equal(7, (await test.Workspace.Tracking.ListAsync("many", 100, Cancel)).Count);
        Assert.Empty(await test.Workspace.Tracking.ListAsync("many", 0, Cancel));
        Assert.Empty(await test.Workspace.Tracking.ListAsync("unknown", 3, Cancel));
    }

    [Fact]
    public async Task More_tags_than_fit_one_batch_are_all_set()
    {
        await using var test = await TestWorkspace.ProvisionedAsync(Cancel);
        await using var store = await OpenStoreAsync(test);
        var run = await store.CreateRunAsync(null, null, null, null, [], Cancel);

        await test.Workspace.Tracking.SetTagsAsync(run.Id, Enumerable.Range(0, 250).ToDictionary(i => $"tag-{i}", i => $"{i}"), Cancel);

        Assert.Equal(250, (await test.Workspace.Tracking.FindAsync(run.Id, Cancel))?.Tags.Count(tag => tag.Key.StartsWith("tag-", StringComparison.Ordinal)));
        var fault = await Assert.ThrowsAsync<RelevoException>(() => test.Workspace.Tracking.SetTagsAsync(
            "0123456789abcdef0123456789abcdef", new Dictionary<string, string> { ["a"] = "b" }, Cancel));
        Assert.Equal(ExitCode.Workspace, fault.ExitCode);
    }

    [Fact]
    public async Task Tracking_is_served_over_http_until_the_workspace_is_closed()
    {
        await using var test = await TestWorkspace.ProvisionedAsync(Cancel);
        Assert.Null(test.Workspace.Tracking.Address);

        var address = await ServeAsync(test.Workspace);

        Assert.Equal(address, test.Workspace.Tracking.Address);
        Assert.Equal(address, await ServeAsync(test.Workspace));
        using var client = new HttpClient();
        Assert.Equal("OK", await client.GetStringAsync(new Uri(address!, "/health"), Cancel));
    }

    private static async Task<Uri?> ServeAsync(LocalWorkspace workspace)
    {
        await workspace.Tracking.ServeAsync(port: 0, token: null, Cancel);
        return workspace.Tracking.Address;
    }

    [Fact]
    public async Task A_damaged_workspace_can_be_torn_down()
    {
        await using var test = await TestWorkspace.ProvisionedAsync(Cancel);
        await test.Workspace.DisposeAsync();
        foreach (var file in (string[])["relevo.db-wal", "relevo.db-shm"]) File.Delete(Path.Combine(test.Root, file));
        await File.WriteAllTextAsync(Path.Combine(test.Root, "relevo.db"), "no database", Cancel);
        Directory.CreateDirectory(Path.Combine(test.Root, "endpoints", "line"));
        await File.WriteAllTextAsync(Path.Combine(test.Root, "endpoints", "line", "endpoint.json"), "{", Cancel);
        await using var workspace = test.Open();
        await Assert.ThrowsAsync<RelevoException>(() => workspace.Data.ListAsync(Cancel));

        var plan = await workspace.Provisioning.PlanTeardownAsync(Cancel);
        await workspace.Provisioning.TeardownAsync(Cancel);

        Assert.Equal(["online_endpoint", "workspace"], plan.Select(change => change.ResourceKind));
        Assert.False(Directory.Exists(test.Root));
    }

    private static Task<TrackingStore> OpenStoreAsync(TestWorkspace test) => TrackingStore.OpenAsync(
        new TrackingStoreOptions { DatabasePath = Path.Combine(test.Root, "relevo.db"), ArtifactsPath = Path.Combine(test.Root, "artifacts") }, Cancel);
}
