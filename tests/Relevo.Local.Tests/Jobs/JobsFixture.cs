using Relevo.Core.Assets;
using Relevo.Core.Workspaces;
using Relevo.Local.Jobs;
using Relevo.Local.Store;
using Relevo.Mlflow.Server;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Local.Tests.Jobs;

/// <summary>A workspace in a folder of its own, with what the job runner needs of its neighbours.</summary>
public sealed class JobsFixture : IAsyncDisposable
{
    private readonly bool _isTemporary;
    private WorkspaceDatabase? _database;
    private TrackingStore? _tracking;
    private MlflowServer? _server;

    private JobsFixture(string root, bool isTemporary)
    {
        Root = root;
        _isTemporary = isTemporary;
        Folder = new WorkspaceFolder(Path.Combine(root, ".relevo", "dev"));
        Content = new ContentStore(Folder, null, TimeProvider.System);
    }

    public string Root { get; }

    public WorkspaceFolder Folder { get; }

    public ContentStore Content { get; private set; }

    public Dictionary<string, (DataVersion Version, string Path)> Data { get; } = [];

    public Func<string?, int> MaxInstances { get; set; } = _ => 4;

    /// <summary>Whether steps find a real tracking server at their address.</summary>
    public bool Serves { get; set; }

    public TrackingStore Tracking => _tracking!;

    public WorkspaceDatabase Database => _database!;

    public LocalJobs Jobs => new(new LocalJobsOptions
    {
        Folder = Folder,
        FindDatabase = () => _database,
        Content = () => Content,
        Tracking = _ => Task.FromResult(Tracking),
        TrackingAddress = TrackingAddressAsync,
        FindData = (reference, _) => Task.FromResult(Data.TryGetValue(reference.Name, out var found) ? found : ((DataVersion, string)?)null),
        FindModel = (_, _) => Task.FromResult<(ModelVersion, string)?>(null),
        MaxInstances = compute => MaxInstances(compute),
        MlflowAssembly = Path.Combine(AppContext.BaseDirectory, "Relevo.Mlflow.dll"),
    });

    public static Task<JobsFixture> NewAsync(string suffix = "")
    {
        var root = Directory.CreateTempSubdirectory("relevo-jobs-").FullName;
        if (suffix.Length > 0) Directory.Move(root, root + suffix);
        return OpenAsync(root + suffix, isTemporary: true);
    }

    public static async Task<JobsFixture> OpenAsync(string root, bool isTemporary)
    {
        var fixture = new JobsFixture(Directory.CreateDirectory(root).FullName, isTemporary);
        await fixture.ProvisionAsync();
        return fixture;
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text.ReplaceLineEndings("\n"));
        return path;
    }

    public JobRequest Request(string yaml, bool force = false, IReadOnlyDictionary<string, string>? overrides = null) => new()
    {
        Job = AzureMlYaml.LoadJob(Write("pipeline.yml", yaml), overrides),
        DefaultExperiment = "test",
        Force = force,
        Tags = new Dictionary<string, string> { ["mlflow.source.git.commit"] = "abc" },
    };

    public async Task<(JobResult Result, List<JobEvent> Events)> RunAsync(JobRequest request, CancellationToken cancellationToken = default)
    {
        var events = new List<JobEvent>();
        await foreach (var jobEvent in Jobs.RunAsync(request, cancellationToken)) events.Add(jobEvent);
        return (Assert.IsType<JobEvent.Completed>(events[^1]).Result, events);
    }

    public Task<(JobResult Result, List<JobEvent> Events)> RunAsync(string yaml) => RunAsync(Request(yaml));

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _database?.Dispose();
        if (_tracking is not null) await _tracking.DisposeAsync();
        if (_isTemporary && Directory.Exists(Root)) Directory.Delete(Root, recursive: true);
    }

    private async Task<Uri> TrackingAddressAsync(CancellationToken cancellationToken)
    {
        if (!Serves) return new Uri("http://127.0.0.1:5999/");
        _server ??= await MlflowServer.StartAsync(Tracking, new MlflowServerOptions(), cancellationToken);
        return _server.BaseAddress;
    }

    private async Task ProvisionAsync()
    {
        _database = WorkspaceDatabase.Open(Folder);
        Content = new ContentStore(Folder, _database, TimeProvider.System);
        _tracking = await TrackingStore.OpenAsync(new TrackingStoreOptions { DatabasePath = Folder.Database, ArtifactsPath = Folder.Artifacts }, CancellationToken.None);
    }
}
