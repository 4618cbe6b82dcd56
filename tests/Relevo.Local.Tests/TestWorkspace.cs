using Relevo.Core.Assets;
using Relevo.Core.Workspaces;
using Relevo.Core.Yaml;

namespace Relevo.Local.Tests;

/// <summary>A workspace in a folder of its own, torn down at the end.</summary>
public sealed class TestWorkspace : IAsyncDisposable
{
    private TestWorkspace() => Workspace = Open();

    public string Folder { get; } = Directory.CreateTempSubdirectory("relevo-local-").FullName;

    public string Root => Path.Combine(Folder, ".relevo", "dev");

    public LocalWorkspace Workspace { get; }

    public static TestWorkspace Create() => new();

    public static async Task<TestWorkspace> ProvisionedAsync(CancellationToken cancellationToken)
    {
        var workspace = new TestWorkspace();
        await workspace.ProvisionAsync([], cancellationToken);
        return workspace;
    }

    public LocalWorkspace Open() => LocalWorkspace.Open(new LocalWorkspaceOptions
    {
        Folder = Root,
        Project = "test",
        Environment = "dev",
        WorkingDirectory = Folder,
    });

    public async Task<List<ProvisionEvent>> ProvisionAsync(Dictionary<string, string> variables, CancellationToken cancellationToken)
    {
        var request = new ProvisionRequest { Project = "test", Environment = "dev", Variables = variables, Computes = [] };
        var plan = await Workspace.Provisioning.PlanAsync(request, cancellationToken);
        return await Workspace.Provisioning.ApplyAsync(request, plan, cancellationToken).ToListAsync(cancellationToken);
    }

    public DataAsset Data(string name, string text)
    {
        var path = Path.Combine(Folder, $"{name}.csv");
        File.WriteAllText(path, text);
        return new DataAsset
        {
            Name = name,
            Type = AssetType.UriFile,
            Path = new AssetPath.Local($"{name}.csv", path),
            Location = new SourceLocation(Path.Combine(Folder, "data.yml"), 1, 1),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await Workspace.Provisioning.TeardownAsync(CancellationToken.None);
        await Workspace.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
