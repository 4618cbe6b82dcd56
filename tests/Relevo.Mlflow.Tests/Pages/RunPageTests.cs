using System.Net;

namespace Relevo.Mlflow.Tests.Pages;

public sealed class RunPageTests
{
    [Fact]
    public async Task A_runs_page_has_metrics_with_their_range_and_plots()
    {
        await using var pages = await PageServer.StartAsync();
        var page = await pages.PageAsync($"/runs/{pages.Seed.Runs[0]}");
        var rmse = page.Table("Metrics of the run").Rows().Single(row => row.Element("th")!.Value == "rmse").Elements("td").Select(d => d.Value);
        Assert.Equal(["2.3", "59", "2.3", "8.2", "60"], rmse);
        Assert.Contains("(1 NaN)", page.Table("Metrics of the run").Value, StringComparison.Ordinal);
        var plots = page.Descendants("svg").Where(s => (string?)s.Attribute("class") == "plot").ToList();
        Assert.Equal(2, plots.Count);
        Assert.All(plots, plot => Assert.False(string.IsNullOrEmpty(plot.Attribute("aria-label")?.Value)));
        // The NaN in the middle leaves a gap.
        Assert.Equal(2, plots[0].Descendants("path").Single(p => ((string?)p.Attribute("class"))!.StartsWith("line", StringComparison.Ordinal)).Attribute("d")!.Value.Count(c => c == 'M'));
        Assert.Contains("forest-1", page.Table("1 child run").Value, StringComparison.Ordinal);
        Assert.Contains("taxi-trips", page.Table("Datasets").Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_models_that_a_run_logged_are_listed()
    {
        await using var pages = await PageServer.StartAsync();
        var (store, run) = (pages.Server.Store, pages.Seed.Runs[0]);
        var model = await store.CreateLoggedModelAsync(pages.Seed.Experiment, "fares <b>", "sklearn", run, [], [], TestServer.Token);
        await store.LogOutputsAsync(run, [new ModelOutput(model.Info.ModelId, 7)], TestServer.Token);
        var row = Assert.Single((await pages.PageAsync($"/runs/{run}")).Table("Models that the run logged").Rows()).Elements().Select(cell => cell.Value).ToList();
        Assert.Equal([model.Info.Name, "sklearn", "7"], row[..3]);
        Assert.Equal(model.Info.ModelId, row[4]);
    }

    [Fact]
    public async Task A_child_leads_to_its_parent()
    {
        await using var pages = await PageServer.StartAsync();
        Assert.Equal($"/runs/{pages.Seed.Runs[0]}", (await pages.PageAsync($"/runs/{pages.Seed.Runs[1]}")).LinkOf("gbm-0"));
    }

    [Fact]
    public async Task Curves_have_a_logarithmic_scale_and_a_time_axis_on_demand()
    {
        await using var pages = await PageServer.StartAsync();
        var page = await pages.PageAsync($"/runs/{pages.Seed.Runs[0]}?y=log&x=time&metric=val");
        var plot = Assert.Single(page.Descendants("svg"), s => (string?)s.Attribute("class") == "plot");
        Assert.Contains("0.01", plot.Value, StringComparison.Ordinal);
        Assert.Contains("Seconds since the first point", plot.Value, StringComparison.Ordinal);
        Assert.Contains("No metric", (await pages.PageAsync($"/runs/{pages.Seed.Runs[0]}?metric=nosuch")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_curve_is_drawn_by_its_means_and_ranges()
    {
        await using var pages = await PageServer.StartAsync();
        var run = await pages.Server.NewRunAsync();
        for (var part = 0; part < 5; part++)
            await pages.Server.Store.LogBatchAsync(run, [.. Enumerable.Range(part * 1000, 1000).Select(i => new Metric { Key = "noise", Value = i % 2 == 0 ? 1 : -1, Step = i, Timestamp = i })], [], [], TestServer.Token);
        var page = await pages.PageAsync($"/runs/{run}");
        Assert.Contains("range shaded", page.Value, StringComparison.Ordinal);
        var line = page.Descendants("path").Single(p => (string?)p.Attribute("class") == "line s0").Attribute("d")!.Value;
        Assert.InRange(line.Count(c => c is 'L' or 'M'), 250, 300);
        Assert.Single(page.Descendants("path"), p => (string?)p.Attribute("class") == "area s0");
    }

    [Fact]
    public async Task Text_artifacts_are_shown_as_text()
    {
        await using var pages = await PageServer.StartAsync();
        var run = pages.Seed.Runs[0];
        var html = await pages.PageAsync($"/runs/{run}/artifact?path=report.html");
        Assert.Contains("<script>document.title", html.Descendants("pre").Single().Value, StringComparison.Ordinal);
        Assert.Contains("\n  \"rmse\": 2", (await pages.PageAsync($"/runs/{run}/artifact?path=metrics.json")).Descendants("pre").Single().Value, StringComparison.Ordinal);
        var sheet = (await pages.PageAsync($"/runs/{run}/artifact?path=model%2Fdata%2Fimportance.csv")).Table("2 rows");
        Assert.Equal("a, \"quoted\" one", sheet.Column(0)[1]);
        Assert.Contains("nothing to show", (await pages.PageAsync($"/runs/{run}/artifact?path=model%2Fmodel.bin")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_images_come_as_what_they_are_and_those_without_power()
    {
        await using var pages = await PageServer.StartAsync();
        var run = pages.Seed.Runs[0];
        using var picture = await pages.Server.Http.GetAsync($"/runs/{run}/image?path=curve.png", TestServer.Token);
        Assert.Equal("image/png", picture.Content.Headers.ContentType!.ToString());
        using var drawing = await pages.Server.Http.GetAsync($"/runs/{run}/image?path=evil.svg", TestServer.Token);
        var policy = drawing.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("sandbox", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        using var page = await pages.Server.Http.GetAsync($"/runs/{run}/image?path=report.html", TestServer.Token);
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        using var download = await pages.Server.Http.GetAsync($"/get-artifact?run_id={run}&path=report.html", TestServer.Token);
        Assert.Equal("attachment", download.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Theory]
    [InlineData("../../store.db")]
    [InlineData("/etc/passwd")]
    [InlineData("..\\x")]
    [InlineData("%2e%2e/%2e%2e/store.db")]
    [InlineData("a\0b.png")]
    public async Task No_path_leads_out_of_a_runs_artifacts(string path)
    {
        await using var pages = await PageServer.StartAsync();
        await pages.PageAsync($"/runs/{pages.Seed.Runs[0]}/artifact?path={Uri.EscapeDataString(path)}", HttpStatusCode.BadRequest);
        using var image = await pages.Server.Http.GetAsync($"/runs/{pages.Seed.Runs[0]}/image?path={Uri.EscapeDataString(path)}.png", TestServer.Token);
        Assert.Equal(HttpStatusCode.BadRequest, image.StatusCode);
    }
}
