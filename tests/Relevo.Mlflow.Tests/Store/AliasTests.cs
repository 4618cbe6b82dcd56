using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Tests.Store;

public sealed class AliasTests
{
    [Fact]
    public async Task Of_many_that_move_an_alias_at_once_exactly_one_wins()
    {
        using var folder = new TempFolder();
        await using var one = await ModelAsync(folder, versions: 9);
        await using var two = await TrackingStore.OpenAsync(TestServer.StoreIn(folder), TestServer.Token);
        for (var round = 0; round < 5; round++)
        {
            var expected = one.FindModelVersionByAlias("m", "champion")?.Version;
            var challengers = Enumerable.Range(1, 8).Select(v => v.ToString()).Where(v => v != expected).ToList();
            var wins = await Task.WhenAll(challengers.Select((version, i) => Task.Run(() =>
                (i % 2 == 0 ? one : two).TrySetAliasAsync("m", "champion", expected, version, $"gate {i}", "better", TestServer.Token))));
            var winner = challengers[Array.IndexOf(wins, true)];
            Assert.Single(wins, won => won);
            Assert.Equal(winner, two.FindModelVersionByAlias("m", "champion")!.Version);
        }
        Assert.Equal(5, one.GetAliasHistory("m", "champion").Count);
    }

    [Fact]
    public async Task A_promotion_and_its_inverse_are_told_in_the_history()
    {
        using var folder = new TempFolder();
        await using var store = await ModelAsync(folder, versions: 2);
        Assert.True(await store.TrySetAliasAsync("m", "champion", null, "1", "ann", "first", TestServer.Token));
        Assert.False(await store.TrySetAliasAsync("m", "champion", null, "2", "bob", "late", TestServer.Token));
        Assert.True(await store.TrySetAliasAsync("m", "champion", "1", "2", "gate", "rmse 2.1 < 2.9", TestServer.Token));
        Assert.True(await store.TrySetAliasAsync("m", "champion", "2", "1", "ann", "rollback", TestServer.Token));
        Assert.True(await store.TrySetAliasAsync("m", "champion", "1", null, "ann", "none", TestServer.Token));
        Assert.Null(store.FindModelVersionByAlias("m", "champion"));
        Assert.Equal(
            [(null, "1", "ann", "first"), ("1", "2", "gate", "rmse 2.1 < 2.9"), ("2", "1", "ann", "rollback"), ("1", null, "ann", "none")],
            store.GetAliasHistory("m", "champion").Select(c => (c.Previous, c.Version, c.By, c.Reason)));
    }

    [Fact]
    public async Task An_alias_cannot_point_to_what_is_not_there()
    {
        using var folder = new TempFolder();
        await using var store = await ModelAsync(folder, versions: 1);
        var fault = await Assert.ThrowsAsync<MlflowException>(() => store.TrySetAliasAsync("m", "champion", null, "7", null, null, TestServer.Token));
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", fault.ErrorCode);
        Assert.Empty(store.GetAliasHistory("m", null));
    }

    [Fact]
    public async Task Versions_made_at_once_have_numbers_of_their_own()
    {
        using var folder = new TempFolder();
        await using var one = await ModelAsync(folder, versions: 0);
        await using var two = await TrackingStore.OpenAsync(TestServer.StoreIn(folder), TestServer.Token);
        var versions = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() =>
            (i % 2 == 0 ? one : two).CreateModelVersionAsync(new() { Name = "n", Source = "s3://b/m", MakesModel = true }, TestServer.Token))));
        Assert.Equal(Enumerable.Range(1, 20), versions.Select(v => int.Parse(v.Version)).Order());
    }

    [Fact]
    public async Task A_model_is_found_by_every_form_of_its_address()
    {
        using var folder = new TempFolder();
        await using var store = await ModelAsync(folder, versions: 0);
        var run = (await store.CreateRunAsync("0", null, null, null, [], TestServer.Token)).Id;
        await store.CreateModelVersionAsync(new() { Name = "m", Source = $"runs:/{run}/model", RunId = run }, TestServer.Token);
        await store.SetAliasAsync("m", "champion", "1", null, null, TestServer.Token);
        var expected = Path.Combine(store.GetArtifactFolder(run), "model");
        Assert.All([$"models:/m/1", "models:/m@champion", "models:/m/latest", $"runs:/{run}/model", expected], uri => Assert.Equal(expected, store.ResolveModelFolder(uri)));
        Assert.Throws<MlflowException>(() => store.ResolveModelFolder("models:/m@none"));
        Assert.Throws<MlflowException>(() => store.ResolveModelFolder($"runs:/{run}/../../../etc"));
        Assert.Throws<MlflowException>(() => store.ResolveModelFolder("s3://bucket/model"));
    }

    private static async Task<TrackingStore> ModelAsync(TempFolder folder, int versions)
    {
        var store = await TrackingStore.OpenAsync(TestServer.StoreIn(folder), TestServer.Token);
        await store.CreateRegisteredModelAsync("m", null, [], TestServer.Token);
        for (var i = 0; i < versions; i++)
            await store.CreateModelVersionAsync(new() { Name = "m", Source = "s3://b/m" }, TestServer.Token);
        return store;
    }
}
