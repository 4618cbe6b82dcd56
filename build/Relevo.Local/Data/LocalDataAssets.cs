using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Core.Workspaces;
using Relevo.Local.Store;

namespace Relevo.Local.Data;

/// <summary>Data assets whose files are in the content store and whose versions are rows: a version appears in one transaction, after its content.</summary>
internal sealed class LocalDataAssets(WorkspaceParts parts) : IDataAssets
{
    private const string Latest = "latest";

    /// <inheritdoc/>
    public Task<DataVersion?> FindAsync(AssetReference reference, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (reference.Registry is not null || (reference.Label ?? Latest) != Latest) return Task.FromResult<DataVersion?>(null);
        var versions = parts.FindDatabase()?.Read(connection => DataTable.Versions(connection, reference.Name)) ?? [];
        return Task.FromResult(versions.FirstOrDefault(version => reference.Version is null || version.Version == reference.Version));
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<DataVersion>> ListAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(parts.FindDatabase()?.Read(DataTable.Newest) ?? []);
    }

    /// <inheritdoc/>
    public async Task<DataPlan> PlanAsync(DataAsset asset, CancellationToken cancellationToken)
    {
        var manifest = await parts.Content().HashAsync(DataSource.Locate(asset), cancellationToken);
        var versions = parts.FindDatabase()?.Read(connection => DataTable.Versions(connection, asset.Name)) ?? [];
        var choice = VersionChoice.For(asset, manifest.Digest, versions);
        return new DataPlan(choice.Existing, choice.Version, manifest.SizeBytes);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RegisterDataEvent> RegisterAsync(DataAsset asset, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        parts.RequireProvisioned();
        var path = DataSource.Locate(asset);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // Only the newest figure matters to who looks at it seldom.
        var progress = Channel.CreateBounded<RegisterDataEvent.Progress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var adding = AddAsync(path, progress.Writer, stop.Token);
        try
        {
            await foreach (var step in progress.Reader.ReadAllAsync(cancellationToken)) yield return step;
            var tree = await adding;
            yield return new RegisterDataEvent.Progress(tree.SizeBytes, tree.SizeBytes);
            yield return Record(asset, tree);
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)adding).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public Task<string> DownloadAsync(DataVersion version, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var content = parts.Content();
        if (!content.LooksWhole(version.Digest))
        {
            throw new RelevoException(
                $"The content of data asset '{version.Name}' version {version.Version} is missing from the store of '{parts.DisplayName}'.",
                $"run 'RegisterData' with the same content again (it came from '{version.Source}').", ExitCode.Workspace);
        }
        return Task.FromResult(version.Type == AssetType.UriFile.WireName() ? content.FilePathOf(version.Digest) : content.PathOf(version.Digest));
    }

    private async Task<ContentTree> AddAsync(string path, ChannelWriter<RegisterDataEvent.Progress> progress, CancellationToken cancellationToken)
    {
        try
        {
            // Off the caller's thread: hashing works before it awaits for the first time.
            return await Task.Run(() => parts.Content().AddAsync(path, new ByteCount(progress, SizeOf(path)), cancellationToken), cancellationToken);
        }
        finally
        {
            progress.Complete();
        }
    }

    private RegisterDataEvent.Registered Record(DataAsset asset, ContentTree tree) => parts.Database().Write(connection =>
    {
        var choice = VersionChoice.For(asset, tree.Digest, DataTable.Versions(connection, asset.Name));
        if (choice.Existing is { } existing) return new RegisterDataEvent.Registered(existing, IsNew: false);
        var version = new DataVersion
        {
            Name = asset.Name,
            Version = choice.Version,
            Type = asset.Type.WireName(),
            Digest = tree.Digest,
            SizeBytes = tree.SizeBytes,
            FileCount = tree.FileCount,
            RegisteredAt = parts.Options.TimeProvider.GetUtcNow(),
            Source = asset.Path.Text,
        };
        DataTable.Add(connection, version);
        return new RegisterDataEvent.Registered(version, IsNew: true);
    });

    private static long SizeOf(string path) => File.Exists(path)
        ? new FileInfo(path).Length
        : new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    /// <summary>Adds up the bytes that parallel readers report. New content is read twice, once to hash and once to copy, so each byte counts half.</summary>
    private sealed class ByteCount(ChannelWriter<RegisterDataEvent.Progress> progress, long totalBytes) : IProgress<long>
    {
        private long _read;

        public void Report(long value)
        {
            var done = Math.Min(totalBytes, Interlocked.Add(ref _read, value) / 2);
            progress.TryWrite(new RegisterDataEvent.Progress(done, totalBytes));
        }
    }
}
