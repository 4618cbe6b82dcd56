using Relevo.Core.Errors;
using Relevo.Local.Store;

namespace Relevo.Local.Tests.Store;

public sealed class WorkspaceDatabaseTests : IDisposable
{
    private readonly WorkspaceFolder _folder = new(Path.Combine(Directory.CreateTempSubdirectory("relevo-db-").FullName, "ws"));

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder.Root)!, recursive: true);

    [Fact]
    public void Nothing_is_made_by_looking()
    {
        Assert.Null(WorkspaceDatabase.OpenExisting(_folder));
        Assert.False(Directory.Exists(_folder.Root));
    }

    [Fact]
    public async Task Many_writers_wait_for_one_another_and_lose_nothing()
    {
        using var database = WorkspaceDatabase.Open(_folder);
        database.Migrate("test", ["CREATE TABLE counter(n INTEGER)", "INSERT INTO counter VALUES(0)"]);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
        {
            using var other = WorkspaceDatabase.Open(_folder);
            for (var round = 0; round < 25; round++)
            {
                other.Write(connection =>
                {
                    var value = connection.Scalar<long?>("SELECT n FROM counter");
                    connection.Execute("UPDATE counter SET n = $n", ("$n", value + 1));
                });
            }
        })));

        Assert.Equal(400L, database.Read(connection => connection.Scalar<long?>("SELECT n FROM counter")));
    }

    [Fact]
    public void Migrations_run_once_and_in_order()
    {
        using var database = WorkspaceDatabase.Open(_folder);
        database.Migrate("test", ["CREATE TABLE t(a TEXT)"]);
        database.Migrate("test", ["CREATE TABLE t(a TEXT)", "ALTER TABLE t ADD COLUMN b TEXT"]);
        database.Migrate("test", ["CREATE TABLE t(a TEXT)", "ALTER TABLE t ADD COLUMN b TEXT"]);

        Assert.Equal(2L, database.Read(connection => connection.Scalar<long?>("SELECT version FROM schema_version WHERE component = 'test'")));
    }

    [Fact]
    public void A_newer_workspace_is_refused()
    {
        using var database = WorkspaceDatabase.Open(_folder);
        database.Write(connection => connection.Execute("UPDATE schema_version SET version = 99 WHERE component = 'local'"));
        var fault = Assert.Throws<RelevoException>(() => WorkspaceDatabase.Open(_folder));
        Assert.Contains("newer version of Relevo", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_that_fails_leaves_nothing()
    {
        using var database = WorkspaceDatabase.Open(_folder);
        Assert.Throws<InvalidOperationException>(() => database.Write(connection =>
        {
            connection.Execute("INSERT INTO schema_version VALUES('x', 1)");
            throw new InvalidOperationException();
        }));
        Assert.Equal(0L, database.Read(connection => connection.Scalar<long?>("SELECT count(*) FROM schema_version WHERE component = 'x'")));
    }

    [Fact]
    public void A_full_disk_is_told_with_the_folder()
    {
        using var database = WorkspaceDatabase.Open(_folder);
        var fault = Assert.Throws<RelevoException>(() => database.Write(connection =>
        {
            // As a full disk does: SQLITE_FULL.
            connection.Execute("PRAGMA max_page_count = 1");
            connection.Execute("CREATE TABLE big(x)");
            for (var row = 0; row < 100; row++) connection.Execute("INSERT INTO big VALUES(zeroblob(100000))");
        }));
        Assert.Contains("is full", fault.Problem, StringComparison.Ordinal);
        Assert.Contains(_folder.Root, fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_told()
    {
        _folder.Create();
        File.WriteAllText(_folder.Database, new string('x', 8192));
        var fault = Assert.Throws<RelevoException>(() => WorkspaceDatabase.Open(_folder));
        Assert.Contains("damaged", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_holder_of_the_lock_is_told_who_holds_it()
    {
        using (await WorkspaceLock.AcquireAsync(_folder, "Train", TimeSpan.Zero, TimeProvider.System, TestContext.Current.CancellationToken))
        {
            Assert.Equal("Train", WorkspaceLock.FindHolder(_folder)?.Command);
            var fault = await Assert.ThrowsAsync<RelevoException>(() =>
                WorkspaceLock.AcquireAsync(_folder, "Deploy", TimeSpan.Zero, TimeProvider.System, TestContext.Current.CancellationToken));
            Assert.Contains($"'Train' (process {Environment.ProcessId}, since ", fault.Problem, StringComparison.Ordinal);
        }
        Assert.Null(WorkspaceLock.FindHolder(_folder));
        using var next = await WorkspaceLock.AcquireAsync(_folder, "Deploy", TimeSpan.Zero, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_holder_that_lets_go_in_time_is_waited_for()
    {
        var first = await WorkspaceLock.AcquireAsync(_folder, "Train", TimeSpan.Zero, TimeProvider.System, TestContext.Current.CancellationToken);
        var second = WorkspaceLock.AcquireAsync(_folder, "Deploy", TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
    }
}
