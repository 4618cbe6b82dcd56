namespace Relevo.Mlflow.Tests.Pages;

public sealed class ModelPageTests
{
    [Fact]
    public async Task Models_are_listed_with_their_champion_and_searched()
    {
        await using var pages = await PageServer.StartAsync();
        var table = (await pages.PageAsync("/models")).Table("2 models");
        Assert.Equal(["empty", "taxi-fares"], table.Column(0));
        Assert.Equal(["–", "v1"], table.Column(3));
        Assert.Equal(["taxi-fares"], (await pages.PageAsync("/models?q=FARE+of")).Table("1 model").Column(0));
        Assert.Contains("No model", (await pages.PageAsync("/models?q=none")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_models_page_says_who_is_champion_and_the_whole_history()
    {
        await using var pages = await PageServer.StartAsync();
        var page = await pages.PageAsync("/models/taxi-fares");
        Assert.Contains("Champion: version 1", page.Value, StringComparison.Ordinal);
        Assert.Equal(["v3", "v2", "v1"], page.Table("3 versions").Column(0));
        Assert.Equal("gbm-0", page.Table("3 versions").Column(2)[2]);
        var history = page.Table("3 changes of champion");
        Assert.Equal(["v1", "v2", "v1"], history.Column(1));
        Assert.Equal(["v2", "v1", "–"], history.Column(2));
        Assert.Equal(["bob", "gate", "ann"], history.Column(4));
        Assert.Equal("promoted by the gate: rmse 2.31 against 2.86", history.Column(5)[1]);
        Assert.Equal("until now", history.Column(3)[0]);
        Assert.Contains("No champion", (await pages.PageAsync("/models/empty")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_outlives_the_model()
    {
        await using var pages = await PageServer.StartAsync();
        await pages.Server.Store.DeleteRegisteredModelAsync("taxi-fares", TestServer.Token);
        var page = await pages.PageAsync("/models/taxi-fares");
        Assert.Contains("was deleted", page.Value, StringComparison.Ordinal);
        Assert.Equal("removed", page.Table("4 changes of champion").Column(1)[0]);
    }

    [Fact]
    public async Task A_model_of_any_name_has_a_page()
    {
        await using var pages = await PageServer.StartAsync();
        foreach (var name in new[] { "50 % off?", "#1 & <more>", "Modell für Überlandfahrten", "a+b" })
        {
            await pages.Server.Store.CreateRegisteredModelAsync(name, null, [], TestServer.Token);
            var link = (await pages.PageAsync("/models?q=" + Uri.EscapeDataString(name))).LinkOf(name);
            Assert.Equal(name, (await pages.PageAsync(link)).Descendants("h1").Single().Value);
        }
    }
}
