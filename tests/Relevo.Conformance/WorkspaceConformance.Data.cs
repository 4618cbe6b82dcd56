using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Core.Workspaces;

namespace Relevo.Conformance;

public abstract partial class WorkspaceConformance
{
    [Fact]
    public async Task The_same_content_keeps_its_version_and_other_content_gets_the_next()
    {
        await ProvisionAsync();
        var first = await RegisterTextAsync("taxi", "cost\n1\n");
        var again = await RegisterTextAsync("taxi", "cost\n1\n");
        var other = await RegisterTextAsync("taxi", "cost\n2\n");
        var back = await RegisterTextAsync("taxi", "cost\n1\n");

        Assert.Equal(("1", true), (first.Version.Version, first.IsNew));
        Assert.Equal((first.Version, false), (again.Version, again.IsNew));
        Assert.Equal(("2", true), (other.Version.Version, other.IsNew));
        Assert.Equal((first.Version, false), (back.Version, back.IsNew));
        Assert.NotEqual(first.Version.Digest, other.Version.Digest);
        Assert.Equal("azureml:taxi:2", other.Version.Reference);
    }

    [Fact]
    public async Task A_version_is_found_by_number_by_label_and_by_name()
    {
        await ProvisionAsync();
        var first = (await RegisterTextAsync("taxi", "cost\n1\n")).Version;
        var second = (await RegisterTextAsync("taxi", "cost\n2\n")).Version;

        Assert.Equal(first, await FindDataAsync("azureml:taxi:1"));
        Assert.Equal(second, await FindDataAsync("azureml:taxi@latest"));
        Assert.Equal(second, await FindDataAsync("azureml:taxi"));
        Assert.Null(await FindDataAsync("azureml:taxi:3"));
        Assert.Null(await FindDataAsync("azureml:unknown@latest"));
        Assert.Equal([second], await OpenAgain().Data.ListAsync(Cancel));
    }

    [Fact]
    public async Task The_plan_tells_what_registering_does()
    {
        await ProvisionAsync();
        var registered = (await RegisterTextAsync("taxi", "cost\n1\n")).Version;
        var asset = Project.Data("name: taxi\ntype: uri_file\npath: taxi.csv\n");

        Assert.Equal(new DataPlan(registered, "1", 7), await Workspace.Data.PlanAsync(asset, Cancel));
        Project.Write("taxi.csv", "cost\n1\n2\n");
        Assert.Equal(new DataPlan(null, "2", 9), await Workspace.Data.PlanAsync(asset, Cancel));
        Assert.Single(await Workspace.Data.ListAsync(Cancel));
    }

    [Fact]
    public async Task A_version_that_the_file_names_is_kept_and_never_changes_its_content()
    {
        await ProvisionAsync();
        Assert.Equal("2024-01", (await RegisterTextAsync("taxi", "cost\n1\n", "version: '2024-01'")).Version.Version);
        Assert.False((await RegisterTextAsync("taxi", "cost\n1\n", "version: '2024-01'")).IsNew);

        var fault = await RefusedAsync(() => RegisterTextAsync("taxi", "cost\n2\n", "version: '2024-01'"));

        Assert.Contains("2024-01", fault.Problem, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Configuration, fault.ExitCode);
        Assert.Single(await Workspace.Data.ListAsync(Cancel));
    }

    [Fact]
    public async Task A_missing_path_is_refused_at_its_place_in_the_file()
    {
        await ProvisionAsync();
        var asset = Project.Data("name: taxi\ntype: uri_file\npath: nowhere.csv\n");

        var fault = await RefusedAsync(async () => await Workspace.Data.RegisterAsync(asset, Cancel).ToListAsync(Cancel));

        Assert.Matches(@"data\.yml:\d+:\d+", fault.Problem);
        Assert.Contains("nowhere.csv", fault.Problem, StringComparison.Ordinal);
        Assert.Empty(await Workspace.Data.ListAsync(Cancel));
    }

    [Fact]
    public async Task The_content_of_a_version_can_be_read_after_its_source_is_gone()
    {
        await ProvisionAsync();
        Project.Write("folder/a.csv", "1");
        Project.Write("folder/deep/b.csv", "22");
        var asset = Project.Data("name: parts\ntype: uri_folder\npath: folder\n");
        var events = await Workspace.Data.RegisterAsync(asset, Cancel).ToListAsync(Cancel);
        var version = Assert.IsType<RegisterDataEvent.Registered>(events[^1]).Version;
        var file = (await RegisterTextAsync("taxi", "cost\n1\n")).Version;
        Directory.Delete(Path.Combine(Project.Folder, "folder"), recursive: true);
        File.Delete(Path.Combine(Project.Folder, "taxi.csv"));

        var folder = await Workspace.Data.DownloadAsync(version, Cancel);

        Assert.Equal((2, 3L, "uri_folder", "folder"), (version.FileCount, version.SizeBytes, version.Type, version.Source));
        Assert.Equal("22", await File.ReadAllTextAsync(Path.Combine(folder, "deep", "b.csv"), Cancel));
        Assert.Equal("cost\n1\n", await File.ReadAllTextAsync(await Workspace.Data.DownloadAsync(file, Cancel), Cancel));
    }

    [Fact]
    public async Task Progress_only_grows_and_ends_with_all_bytes()
    {
        await ProvisionAsync();
        Project.Write("big.csv", new string('x', 3_000_000));
        var asset = Project.Data("name: big\ntype: uri_file\npath: big.csv\n");

        var events = await Workspace.Data.RegisterAsync(asset, Cancel).ToListAsync(Cancel);

        var progress = events.OfType<RegisterDataEvent.Progress>().ToList();
        Assert.Equal(progress.Select(p => p.DoneBytes).Order(), progress.Select(p => p.DoneBytes));
        Assert.Equal(new RegisterDataEvent.Progress(3_000_000, 3_000_000), progress[^1]);
    }

    [Fact]
    public async Task Versions_registered_at_once_never_share_a_number()
    {
        await ProvisionAsync();
        var assets = Enumerable.Range(0, 6).Select(i =>
        {
            Project.Write($"{i % 3}.csv", $"{i % 3}");
            return Project.Data($"name: busy\ntype: uri_file\npath: {i % 3}.csv\n");
        }).ToList();

        var results = await Task.WhenAll(assets.Select(asset => Task.Run(
            async () => (RegisterDataEvent.Registered)await OpenedOnce(asset).LastAsync(Cancel), Cancel)));

        Assert.Equal(3, results.Count(result => result.IsNew));
        Assert.Equal(["1", "2", "3"], results.Select(result => result.Version.Version).Distinct().Order());
        Assert.Equal(3, results.DistinctBy(result => result.Version.Digest).Count());
    }

    private IAsyncEnumerable<RegisterDataEvent> OpenedOnce(DataAsset asset)
    {
        lock (_opened) return OpenAgain().Data.RegisterAsync(asset, Cancel);
    }

    private Task<DataVersion?> FindDataAsync(string reference) => Workspace.Data.FindAsync(AssetReference.Parse(reference), Cancel);
}
