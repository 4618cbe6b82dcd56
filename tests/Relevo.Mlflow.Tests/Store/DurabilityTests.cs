using Relevo.Core.Errors;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Tests.Store;

public sealed class DurabilityTests
{
    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_kill()
    {
        using var folder = new TempFolder();
        for (var round = 0; round < 3; round++)
        {
            using var child = ChildProgram.Hammer(folder.Path);
            string? last = null;
            for (var i = 0; i < 50; i++)
                last = await child.StandardOutput.ReadLineAsync(TestServer.Token) ?? last;
            child.Kill(entireProcessTree: true);
            while (await child.StandardOutput.ReadLineAsync(TestServer.Token) is { } line)
                last = line.Split(' ').Length == 2 ? line : last;
            await child.WaitForExitAsync(TestServer.Token);

            await using var store = await TrackingStore.OpenAsync(TestServer.StoreIn(folder), TestServer.Token);
            var words = last!.Split(' ');
            var acknowledged = int.Parse(words[1]);
            var points = store.GetMetricHistory(words[0], "m", null, null).Items;
            Assert.True(points.Count >= (acknowledged + 1) * 10, $"{points.Count} points of {acknowledged + 1} batches");
            // A batch is there whole or not at all, and so is its tag.
            Assert.Equal(0, points.Count % 10);
            Assert.Equal(((points.Count / 10) - 1).ToString(), store.GetRun(words[0]).TagOf("batch"));
        }
    }

    [Fact]
    public async Task Sixteen_writers_over_two_stores_on_one_file_lose_nothing()
    {
        using var folder = new TempFolder();
        await using var one = await TrackingStore.OpenAsync(TestServer.StoreIn(folder), TestServer.Token);
        await using var two = await TrackingStore.OpenAsync(TestServer.StoreIn(folder), TestServer.Token);
        var run = (await one.CreateRunAsync("0", null, null, null, [], TestServer.Token)).Id;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            var store = writer % 2 == 0 ? one : two;
            for (var i = 0; i < 40; i++)
            {
                await store.LogBatchAsync(run,
                    [new Metric { Key = $"m{writer}", Value = i, Step = i, Timestamp = i }, new Metric { Key = "shared", Value = i, Step = (writer * 1000) + i, Timestamp = i }],
                    [new Param($"p{writer}-{i}", "v")], [], TestServer.Token);
                store.GetRun(run);
            }
        })));
        var stored = one.GetRun(run);
        Assert.Equal(16 * 40, stored.Data.Params.Count);
        Assert.Equal(16 * 40, one.GetMetricHistory(run, "shared", null, null).Items.Count);
        Assert.All(Enumerable.Range(0, 16), writer => Assert.Equal(40, two.GetMetricHistory(run, $"m{writer}", null, null).Items.Count));
        Assert.Equal(39, stored.MetricOf("shared"));
        Assert.Equal(15_039, stored.Data.Metrics.Single(m => m.Key == "shared").Step);
    }

    [Fact]
    public async Task A_newer_schema_is_refused_with_what_to_do()
    {
        using var folder = new TempFolder();
        await (await TrackingStore.OpenAsync(TestServer.StoreIn(folder), TestServer.Token)).DisposeAsync();
        using (var session = new Session(folder["store.db"], TimeSpan.FromSeconds(5)))
            session.Execute("UPDATE schema_version SET version = 99 WHERE component = 'mlflow'");
        var fault = await Assert.ThrowsAsync<RelevoException>(() => TrackingStore.OpenAsync(TestServer.StoreIn(folder), TestServer.Token));
        Assert.Contains("schema 99", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_schema_is_copied_then_migrated()
    {
        using var folder = new TempFolder();
        await (await TrackingStore.OpenAsync(TestServer.StoreIn(folder), TestServer.Token)).DisposeAsync();
        var path = folder["store.db"];
        await using (new Database(path, TimeSpan.FromSeconds(5), [.. Schema.Migrations, "CREATE TABLE later (x)"]))
        {
        }
        using var session = new Session(path, TimeSpan.FromSeconds(5));
        Assert.Equal(Schema.Migrations.Count + 1, session.Number("SELECT version FROM schema_version WHERE component = 'mlflow'"));
        Assert.Equal(0, session.Number("SELECT count(*) FROM later"));
        using var backup = new Session($"{path}.schema-{Schema.Migrations.Count}.bak", TimeSpan.FromSeconds(5));
        Assert.Equal(Schema.Migrations.Count, backup.Number("SELECT version FROM schema_version WHERE component = 'mlflow'"));
    }

    [Fact]
    public async Task A_migration_that_fails_changes_nothing()
    {
        using var folder = new TempFolder();
        await (await TrackingStore.OpenAsync(TestServer.StoreIn(folder), TestServer.Token)).DisposeAsync();
        Assert.ThrowsAny<Microsoft.Data.Sqlite.SqliteException>(() => new Database(
            folder["store.db"], TimeSpan.FromSeconds(5), [.. Schema.Migrations, "CREATE TABLE later (x); CREATE TABLE later (x)"]));
        await using var store = await TrackingStore.OpenAsync(TestServer.StoreIn(folder), TestServer.Token);
        Assert.Equal("Default", store.GetExperiment("0").Name);
    }

    [Fact]
    public async Task Tables_of_other_components_in_the_file_are_left_alone()
    {
        using var folder = new TempFolder();
        using (var other = new Session(folder["store.db"], TimeSpan.FromSeconds(5)))
            other.Batch("CREATE TABLE schema_version (component TEXT PRIMARY KEY, version INTEGER NOT NULL); INSERT INTO schema_version VALUES ('assets', 7); CREATE TABLE assets (x)");
        await (await TrackingStore.OpenAsync(TestServer.StoreIn(folder), TestServer.Token)).DisposeAsync();
        using var session = new Session(folder["store.db"], TimeSpan.FromSeconds(5));
        Assert.Equal(7, session.Number("SELECT version FROM schema_version WHERE component = 'assets'"));
    }

    [Fact]
    public async Task Many_may_open_a_new_store_at_once()
    {
        using var folder = new TempFolder();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            await using var store = await TrackingStore.OpenAsync(TestServer.StoreIn(folder), TestServer.Token);
            await store.GetOrCreateExperimentAsync("same", TestServer.Token);
        })));
        await using var last = await TrackingStore.OpenAsync(TestServer.StoreIn(folder), TestServer.Token);
        Assert.Equal("1", last.FindExperiment("same")!.ExperimentId);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_with_what_to_do()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["store.db"], new string('x', 5000), TestServer.Token);
        var fault = await Assert.ThrowsAsync<RelevoException>(() => TrackingStore.OpenAsync(TestServer.StoreIn(folder), TestServer.Token));
        Assert.Contains("not a healthy SQLite database", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_named_with_what_to_do()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder["file"], "", TestServer.Token);
        var options = new TrackingStoreOptions { DatabasePath = folder["file/store.db"], ArtifactsPath = folder["artifacts"] };
        var fault = await Assert.ThrowsAsync<RelevoException>(() => TrackingStore.OpenAsync(options, TestServer.Token));
        Assert.Contains("cannot be written", fault.Problem, StringComparison.Ordinal);
    }
}
