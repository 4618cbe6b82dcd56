using System.Net;

namespace Relevo.Mlflow.Tests.Pages;

public sealed class ComparePageTests
{
    [Fact]
    public async Task Runs_stand_side_by_side_with_their_differences_marked()
    {
        await using var pages = await PageServer.StartAsync();
        var page = await pages.PageAsync(Address(pages.Seed.Runs.Take(3)));
        var rows = page.Table("Params of the runs").Rows();
        Assert.Equal(["learning_rate", "max_depth", "model"], rows.Where(row => (string?)row.Attribute("class") == "differs").Select(row => row.Element("th")!.FirstNode!.ToString()));
        Assert.Equal(4, rows.Count);
        var fewer = await pages.PageAsync(page.LinkOf("Show only those").Split('#')[0]);
        Assert.Equal(3, fewer.Table("Params of the runs").Rows().Count);
        Assert.Equal(2, page.Descendants("svg").Count(s => (string?)s.Attribute("class") is "parallel") + 1);
        Assert.Equal(3, page.Descendants("svg").Single(s => (string?)s.Attribute("class") == "parallel").Elements("path").Count());
        Assert.Equal(3, page.Descendants("div").Single(d => (string?)d.Attribute("class") == "scatter").Descendants("svg").First().Elements("circle").Count());
    }

    [Fact]
    public async Task The_best_of_each_metric_is_marked_and_the_direction_can_be_turned()
    {
        await using var pages = await PageServer.StartAsync();
        var page = await pages.PageAsync(Address(pages.Seed.Runs.Take(3)));
        Assert.Equal([("loss/val", 0), ("r2", 2), ("rmse", 0), ("train_seconds", 0)], Best(page));
        var turned = await pages.PageAsync(page.Descendants("a").First(a => a.Value.Contains("for rmse", StringComparison.Ordinal)).Attribute("href")!.Value.Split('#')[0]);
        Assert.Contains(("rmse", 2), Best(turned));
    }

    [Fact]
    public async Task Fewer_than_two_more_than_twenty_and_a_run_with_itself_are_refused()
    {
        await using var pages = await PageServer.StartAsync();
        var runs = pages.Seed.Runs;
        Assert.Contains("2 to 20", (await pages.PageAsync("/compare", HttpStatusCode.BadRequest)).Value, StringComparison.Ordinal);
        Assert.Contains("1 run chosen", (await pages.PageAsync(Address(runs.Take(1)), HttpStatusCode.BadRequest)).Value, StringComparison.Ordinal);
        Assert.Contains("not compared with itself", (await pages.PageAsync(Address([runs[0], runs[1], runs[0]]), HttpStatusCode.BadRequest)).Value, StringComparison.Ordinal);
        Assert.Contains("21 runs chosen", (await pages.PageAsync(Address(Enumerable.Range(0, 21).Select(i => i.ToString("x32"))), HttpStatusCode.BadRequest)).Value, StringComparison.Ordinal);
        await pages.PageAsync(Address([runs[0], new string('0', 32)]), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Runs_without_anything_in_common_are_still_compared()
    {
        await using var pages = await PageServer.StartAsync();
        var (one, two) = (await pages.Server.NewRunAsync(), await pages.Server.NewRunAsync());
        await pages.PageAsync(Address([one, two]));
        await pages.Server.Store.LogMetricAsync(one, new Metric { Key = "a", Value = double.PositiveInfinity, Timestamp = 1 }, TestServer.Token);
        await pages.Server.Store.LogMetricAsync(two, new Metric { Key = "b", Value = double.NaN, Timestamp = 1 }, TestServer.Token);
        await pages.Server.Store.LogParamAsync(two, "p", "text", TestServer.Token);
        await pages.PageAsync(Address([one, two]) + "&across=params.p&up=metrics.zzz&y=log");
    }

    private static string Address(IEnumerable<string> runs) => $"/compare?{string.Join('&', runs.Select(run => $"run={run}"))}";

    private static List<(string, int)> Best(System.Xml.Linq.XElement page) => [.. page.Table("Latest metrics").Rows().Select(row =>
        (row.Element("th")!.FirstNode!.ToString().Trim(), row.Elements("td").ToList().FindIndex(cell => cell.Value.EndsWith("best", StringComparison.Ordinal))))];
}
