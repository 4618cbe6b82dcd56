using System.Text;
using Relevo.Core.Errors;
using Relevo.Local.Store;

namespace Relevo.Local.Tests.Store;

public sealed class ContentStoreTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("relevo-store-").FullName;
    private readonly WorkspaceFolder _folder;
    private readonly WorkspaceDatabase _database;
    private readonly ContentStore _store;

    public ContentStoreTests()
    {
        _folder = new WorkspaceFolder(Path.Combine(_root, "ws"));
        _database = WorkspaceDatabase.Open(_folder);
        _store = new ContentStore(_folder, _database, TimeProvider.System);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task The_manifest_is_one_sorted_line_a_file()
    {
        Write("in/b.txt", "b");
        Write("in/a/z.txt", "");
        var manifest = await _store.HashAsync(At("in"), Token);

        Assert.Equal(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  0  a/z.txt\n3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  1  b.txt\n",
            manifest.Text);
        Assert.Equal(1, manifest.SizeBytes);
        Assert.Equal(manifest, ContentManifest.Parse(manifest.Text));
    }

    [Fact]
    public async Task The_same_content_is_kept_once_wherever_it_comes_from()
    {
        Write("one/x.txt", "same");
        Write("two/x.txt", "same");
        var first = await _store.AddAsync(At("one"), null, Token);
        var second = await _store.AddAsync(At("two"), null, Token);
        var third = await _store.AddAsync(At("one/x.txt"), null, Token);

        Assert.Equal(first.Digest, second.Digest);
        Assert.Equal(first.Digest, third.Digest);
        Assert.Equal("same", File.ReadAllText(_store.FilePathOf(first.Digest)));
        Assert.Equal(first.Folder, _store.PathOf(first.Digest));
        Assert.True(await _store.VerifyAsync(first.Digest, Token));
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(first.Folder)!).Count());
    }

    [Fact]
    public async Task Many_writers_of_the_same_content_agree()
    {
        for (var file = 0; file < 20; file++) Write($"in/{file}", $"content {file}");
        var trees = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => new ContentStore(_folder, null, TimeProvider.System).AddAsync(At("in"), null, Token))));

        Assert.Single(trees.Select(tree => tree.Digest).Distinct());
        Assert.True(await _store.VerifyAsync(trees[0].Digest, Token));
        Assert.Empty(Directory.EnumerateDirectories(_folder.Store, ".staging*"));
    }

    [Fact]
    public async Task A_finished_folder_is_moved_in()
    {
        Write("ws/runs/r/out/model.bin", "weights");
        var tree = await _store.AdoptAsync(At("ws/runs/r/out"), Token);

        Assert.False(Directory.Exists(At("ws/runs/r/out")));
        Assert.Equal("weights", File.ReadAllText(Path.Combine(tree.Folder, "model.bin")));
        Assert.Equal(tree.Digest, _store.Find(tree.Digest)!.Manifest.Digest);
    }

    [Fact]
    public async Task An_empty_folder_is_content_too()
    {
        Directory.CreateDirectory(At("empty"));
        var tree = await _store.AdoptAsync(At("empty"), Token);

        Assert.Equal(0, tree.FileCount);
        Assert.True(_store.Contains(tree.Digest));
        Assert.Empty(Directory.EnumerateFileSystemEntries(tree.Folder));
    }

    [Fact]
    public async Task Damaged_content_is_noticed_and_replaced()
    {
        Write("in/x", "good");
        var tree = await _store.AddAsync(At("in"), null, Token);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Changes file modes.");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(tree.Folder, "x"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(Path.Combine(tree.Folder, "x"), "bad bad");
        Assert.False(await _store.VerifyAsync(tree.Digest, Token));
        Assert.False(_store.LooksWhole(tree.Digest));

        await _store.AddAsync(At("in"), null, Token);
        Assert.True(await _store.VerifyAsync(tree.Digest, Token));
    }

    [Fact]
    public async Task Links_are_followed_inside_the_folder_and_refused_outside()
    {
        Write("in/real.txt", "real");
        File.CreateSymbolicLink(At("in/link.txt"), "real.txt");
        var tree = await _store.AddAsync(At("in"), null, Token);
        Assert.Equal("real", File.ReadAllText(Path.Combine(tree.Folder, "link.txt")));
        Assert.Null(new FileInfo(Path.Combine(tree.Folder, "link.txt")).LinkTarget);

        Write("secret.txt", "secret");
        File.CreateSymbolicLink(At("in/out.txt"), At("secret.txt"));
        var fault = await Assert.ThrowsAsync<RelevoException>(() => _store.AddAsync(At("in"), null, Token));
        Assert.Contains("leaves the folder", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_in_a_circle_is_refused()
    {
        Write("in/sub/x", "x");
        Directory.CreateSymbolicLink(At("in/sub/up"), At("in"));
        var fault = await Assert.ThrowsAsync<RelevoException>(() => _store.HashAsync(At("in"), Token));
        Assert.Contains("leads back", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_path_is_a_fault_for_people()
    {
        var fault = await Assert.ThrowsAsync<RelevoException>(() => _store.AddAsync(At("nothing"), null, Token));
        Assert.Contains("does not exist", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hash_is_remembered_only_of_a_file_that_is_old_and_unchanged()
    {
        Write("in/x", "first");
        var first = await _store.HashAsync(At("in"), Token);
        Assert.Equal(0L, Count());

        File.SetLastWriteTimeUtc(At("in/x"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(first, await _store.HashAsync(At("in"), Token));
        Assert.Equal(1L, Count());
        _database.Write(connection => connection.Execute("UPDATE file_hash SET sha256 = $hash", ("$hash", new string('a', 64))));
        Assert.Equal(new string('a', 64), (await _store.HashAsync(At("in"), Token)).Entries[0].Sha256);

        File.WriteAllText(At("in/x"), "other");
        File.SetLastWriteTimeUtc(At("in/x"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.NotEqual(new string('a', 64), (await _store.HashAsync(At("in"), Token)).Entries[0].Sha256);

        long? Count() => _database.Read(connection => connection.Scalar<long?>("SELECT count(*) FROM file_hash"));
    }

    [Fact]
    public async Task Staging_folders_of_dead_processes_are_removed()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Store, ".staging-999999999-x"));
        Directory.CreateDirectory(Path.Combine(_folder.Store, $".staging-{Environment.ProcessId}-x"));
        _store.RemoveUnfinished();

        Assert.Equal([$".staging-{Environment.ProcessId}-x"], Directory.EnumerateDirectories(_folder.Store).Select(Path.GetFileName));
        await Task.CompletedTask;
    }

    [Fact]
    public void A_digest_is_never_a_path()
    {
        Assert.Throws<ArgumentException>(() => _store.PathOf("../../etc/passwd"));
        Assert.Throws<ArgumentException>(() => _store.Contains(new string('A', 64)));
    }

    private string At(string path) => Path.Combine(_root, path);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        File.WriteAllText(At(path), text, new UTF8Encoding(false));
    }
}
