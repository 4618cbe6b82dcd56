using Microsoft.Data.Sqlite;
using Relevo.Core.Errors;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Tests.Store;

/// <summary>SQLite's own limit on pages stands for the end of the disk: it ends a transaction in the same way.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_is_named_and_what_was_answered_stays()
    {
        using var folder = new TempFolder();
        await using var database = new Database(folder["store.db"], TimeSpan.FromSeconds(5), ["CREATE TABLE t (x)"]);
        await database.WriteAsync(Durability.Process, s => s.Execute("INSERT INTO t VALUES ('kept')"), TestServer.Token);
        await database.WriteAsync(Durability.Process, s => s.Execute("PRAGMA max_page_count = 6"), TestServer.Token);
        var fault = await Assert.ThrowsAsync<RelevoException>(() => database.WriteAsync(
            Durability.Process, s => s.Execute("INSERT INTO t VALUES (zeroblob(1000000))"), TestServer.Token));
        Assert.StartsWith("The disk is full", fault.Problem, StringComparison.Ordinal);
        Assert.Equal(1, database.Read(s => s.Number("SELECT count(*) FROM t")));
        await database.WriteAsync(Durability.Process, s => s.Execute("PRAGMA max_page_count = 100000"), TestServer.Token);
        await database.WriteAsync(Durability.Process, s => s.Execute("INSERT INTO t VALUES (zeroblob(1000000))"), TestServer.Token);
        Assert.Equal(2, database.Read(s => s.Number("SELECT count(*) FROM t")));
    }

    [Fact]
    public void A_disk_that_is_full_during_a_migration_is_not_hidden_by_its_undoing()
    {
        using var folder = new TempFolder();
        using var session = new Session(folder["store.db"], TimeSpan.FromSeconds(5));
        session.Batch("CREATE TABLE IF NOT EXISTS schema_version (component TEXT PRIMARY KEY, version INTEGER NOT NULL)");
        session.Execute("PRAGMA max_page_count = 5");
        Assert.Equal(13, Assert.Throws<SqliteException>(() => Schema.Apply(session, folder["store.db"], Schema.Migrations)).SqliteErrorCode);
    }

    [Fact]
    public async Task A_store_of_the_first_schema_is_brought_up_with_its_points()
    {
        using var folder = new TempFolder();
        await using (var first = new Database(folder["store.db"], TimeSpan.FromSeconds(5), [Schema.Migrations[0]]))
        {
            await first.WriteAsync(Durability.Process, s =>
            {
                s.Execute("INSERT INTO experiments (id, name, artifact_location, created, updated) VALUES (0, 'Default', 'mlflow-artifacts:/0', 1, 1)");
                s.Execute("INSERT INTO runs (id, run_id, experiment, name, user_id, status, started, artifact_uri) VALUES (1, 'r', 0, 'n', 'u', 'RUNNING', 1, 'mlflow-artifacts:/0/r/artifacts')");
                s.Execute("INSERT INTO series (id, run, key, value, is_nan, timestamp, step) VALUES (1, 1, 'm', 2.5, 0, 7, 3)");
                return s.Execute("INSERT INTO points (series, timestamp, step, value, is_nan) VALUES (1, 7, 3, 2.5, 0)");
            }, TestServer.Token);
        }
        await using var store = await TrackingStore.OpenAsync(TestServer.StoreIn(folder), TestServer.Token);
        await store.LogMetricAsync("r", new Metric { Key = "m", Value = 3, Timestamp = 8, Step = 4 }, TestServer.Token);
        Assert.Equal([2.5, 3], store.GetMetricHistory("r", "m", null, null).Items.Select(m => m.Value!.Value));
        Assert.Equal(3, store.GetRun("r").MetricOf("m"));
    }
}
