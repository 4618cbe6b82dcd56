using Relevo.Core.Workspaces;

namespace Relevo.Conformance;

public abstract partial class WorkspaceConformance
{
    [Fact]
    public async Task A_model_output_becomes_a_version_with_its_run_and_tags()
    {
        await ProvisionAsync();
        var trained = await TrainAsync(2);

        var version = await Workspace.Models.RegisterAsync(Registration(trained), Cancel);

        Assert.Equal(("line", "1", trained.RunId), (version.Model, version.Version, version.RunId));
        Assert.Equal("conformance", version.Tags["origin"]);
        Assert.Equal("models:/line/1", version.Uri);
        var found = await OpenAgain().Models.FindAsync("line", "1", Cancel);
        Assert.Equal((version.Source, version.CreatedAt), (found?.Source, found?.CreatedAt));
        Assert.True(File.Exists(Path.Combine(await Workspace.Models.DownloadAsync(version, Cancel), "model.zip")));
    }

    [Fact]
    public async Task The_same_run_and_content_keep_their_version_and_another_run_gets_the_next()
    {
        await ProvisionAsync();
        var trained = await TrainAsync(2);
        var first = await Workspace.Models.RegisterAsync(Registration(trained), Cancel);
        var again = await OpenAgain().Models.RegisterAsync(Registration(trained), Cancel);
        var other = await RegisterModelAsync(3);

        Assert.Equal(first.Version, again.Version);
        Assert.Equal("2", other.Version);
        Assert.Equal(["2", "1"], (await Workspace.Models.ListAsync("line", Cancel)).Select(version => version.Version));
        Assert.Equal(["1"], (await Workspace.Models.FindByRunsAsync("line", [trained.RunId], Cancel)).Select(version => version.Version));
        Assert.Equal(["2", "1"], (await Workspace.Models.FindByRunsAsync("line", [trained.RunId, other.RunId ?? ""], Cancel)).Select(version => version.Version));
        Assert.Empty(await Workspace.Models.FindByRunsAsync("line", [], Cancel));
    }

    [Fact]
    public async Task Tags_of_a_version_can_be_set_later()
    {
        await ProvisionAsync();
        var version = await RegisterModelAsync(2);

        await Workspace.Models.SetTagsAsync("line", version.Version, new Dictionary<string, string> { ["origin"] = "by hand", ["gate"] = "tie" }, Cancel);

        var found = await Workspace.Models.FindAsync("line", version.Version, Cancel);
        Assert.Equal(("by hand", "tie"), (found?.Tags["origin"], found?.Tags["gate"]));
    }

    [Fact]
    public async Task What_is_not_registered_is_not_found()
    {
        await ProvisionAsync();
        Assert.Null(await Workspace.Models.FindAsync("line", "1", Cancel));
        Assert.Empty(await Workspace.Models.ListAsync("line", Cancel));
        await RegisterModelAsync(2);

        Assert.Null(await Workspace.Models.FindAsync("line", "2", Cancel));
        Assert.Null(await Workspace.Models.FindAsync("line", "not a number", Cancel));
        Assert.Null(await Workspace.Models.FindByAliasAsync("line", "champion", Cancel));
        Assert.Empty(await Workspace.Models.FindByRunsAsync("line", ["0123456789abcdef0123456789abcdef"], Cancel));
    }

    [Fact]
    public async Task An_alias_moves_only_from_where_it_is_expected_and_keeps_its_history()
    {
        await ProvisionAsync();
        await RegisterModelAsync(2);
        await RegisterModelAsync(3);

        Assert.True(await Workspace.Models.TryMoveAliasAsync(Move(null, "1"), Cancel));
        Assert.False(await Workspace.Models.TryMoveAliasAsync(Move(null, "2"), Cancel));
        Assert.False(await Workspace.Models.TryMoveAliasAsync(Move("2", "1"), Cancel));
        Assert.Equal("1", (await Workspace.Models.FindByAliasAsync("line", "champion", Cancel))?.Version);
        Assert.True(await Workspace.Models.TryMoveAliasAsync(Move("1", "2"), Cancel));
        var champion = await OpenAgain().Models.FindByAliasAsync("line", "champion", Cancel);
        Assert.Equal("2", champion?.Version);
        Assert.Equal(["champion"], champion?.Aliases);
        Assert.True(await Workspace.Models.TryMoveAliasAsync(Move("2", null), Cancel));
        Assert.Null(await Workspace.Models.FindByAliasAsync("line", "champion", Cancel));

        var history = await Workspace.Models.AliasHistoryAsync("line", "champion", Cancel);
        Assert.Equal([(null, "1"), ("1", "2"), ("2", null)], history.Select(change => (change.FromVersion, change.ToVersion)));
        Assert.All(history, change => Assert.Equal("tester", change.By));
        Assert.Equal("1 to 2", history[1].Reason);
    }

    [Fact]
    public async Task Of_many_who_move_an_alias_at_once_one_wins()
    {
        await ProvisionAsync();
        await RegisterModelAsync(2);
        await RegisterModelAsync(3);
        await Workspace.Models.TryMoveAliasAsync(Move(null, "1"), Cancel);
        var contenders = Enumerable.Range(0, 8).Select(_ => OpenAgain()).ToList();

        var won = await Task.WhenAll(contenders.Select(c => Task.Run(() => c.Models.TryMoveAliasAsync(Move("1", "2"), Cancel), Cancel)));

        Assert.Equal(1, won.Count(w => w));
        Assert.Equal(2, (await Workspace.Models.AliasHistoryAsync("line", "champion", Cancel)).Count);
    }

    [Fact]
    public async Task An_alias_cannot_point_at_a_version_that_is_not_there()
    {
        await ProvisionAsync();
        await RegisterModelAsync(2);

        await RefusedAsync(() => Workspace.Models.TryMoveAliasAsync(Move(null, "9"), Cancel));

        Assert.Null(await Workspace.Models.FindByAliasAsync("line", "champion", Cancel));
        Assert.Empty(await Workspace.Models.AliasHistoryAsync("line", "champion", Cancel));
    }
}
