using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using Relevo.Mlflow.Server;

namespace Relevo.Mlflow.Tests.Pages;

public sealed class PageTests
{
    [Fact]
    public async Task The_first_page_lists_experiments_with_their_runs()
    {
        await using var pages = await PageServer.StartAsync();
        var page = await pages.PageAsync("/");
        var table = page.Table("experiment");
        Assert.Equal(["taxi-fares", "Default", $"hostile {PageSeed.Hostile}"], table.Column(0).OrderBy(n => n == "taxi-fares" ? 0 : 1).ThenBy(n => n, StringComparer.Ordinal));
        Assert.Equal("taxi-fares", table.Column(0)[0]);
        Assert.Equal("9", table.Column(1)[0]);
        Assert.Contains("Running", table.Column(2)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Experiments_are_searched_by_name_and_stage()
    {
        await using var pages = await PageServer.StartAsync();
        Assert.Equal(["taxi-fares"], (await pages.PageAsync("/?q=TAXI")).Table("experiment").Column(0));
        Assert.Contains("old ideas", (await pages.PageAsync("/?view=deleted")).Table("experiment").Column(0)[0], StringComparison.Ordinal);
        Assert.Contains("No experiment", (await pages.PageAsync("/?q=%25")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_logged_is_shown_as_text_and_never_as_markup()
    {
        await using var pages = await PageServer.StartAsync();
        foreach (var path in new[] { "/", $"/experiments/{pages.Seed.Experiment}?column=tags.note", $"/runs/{pages.Seed.Runs[3]}", "/models/taxi-fares", $"/experiments/{pages.Seed.Experiment}?filter={Uri.EscapeDataString(PageSeed.Hostile)}" })
        {
            var page = await pages.PageAsync(path);
            Assert.Single(page.Descendants("script"));
            Assert.True(page.Value.Contains("<script>alert", StringComparison.Ordinal) || page.Descendants("input").Any(i => i.Attribute("value")?.Value == PageSeed.Hostile), path);
        }
    }

    [Fact]
    public async Task An_unknown_thing_is_told_of_on_a_page_of_its_own()
    {
        await using var pages = await PageServer.StartAsync();
        foreach (var path in new[] { "/experiments/999", "/experiments/x%22y", $"/runs/{new string('0', 32)}", "/models/no-such", $"/runs/{pages.Seed.Runs[0]}/artifact?path=none.txt" })
            Assert.NotNull((await pages.PageAsync(path, HttpStatusCode.NotFound)).Descendants("p").First(p => p.Attribute("role")?.Value == "alert"));
        await pages.PageAsync("/runs/..%5C", HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Pages_ask_for_the_same_token_as_the_interface()
    {
        await using var server = await TestServer.StartAsync(new MlflowServerOptions { BearerToken = "secret" });
        using var refused = await server.Http.GetAsync("/", TestServer.Token);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("Basic", refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("any:secret"u8));
        using var allowed = await server.Http.SendAsync(request, TestServer.Token);
        Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
    }

    [Fact]
    public async Task Every_link_of_every_page_leads_somewhere()
    {
        await using var pages = await PageServer.StartAsync();
        var seen = new HashSet<string>();
        var left = new Queue<string>(["/", "/?view=all", $"/compare?run={pages.Seed.Runs[0]}&run={pages.Seed.Runs[1]}&run={pages.Seed.Runs[2]}"]);
        while (left.TryDequeue(out var path) && seen.Count < 150)
        {
            if (!seen.Add(path))
                continue;
            using var response = await pages.Server.Http.GetAsync(path, TestServer.Token);
            Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode}");
            // An artifact comes to be saved, whatever it is.
            if (response.Content.Headers.ContentDisposition is not null || response.Content.Headers.ContentType?.MediaType != "text/html")
                continue;
            var page = await pages.PageAsync(path);
            var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToHashSet();
            foreach (var link in page.Descendants().SelectMany(e => e.Attributes().Where(a => a.Name == "href" || a.Name == "src")).Select(a => a.Value))
            {
                Assert.True(link[0] is '/' or '#', $"{path} leads to {link}");
                if (link[0] == '#')
                    Assert.Contains(link[1..], ids);
                else
                    left.Enqueue(link.Split('#')[0]);
            }
        }
        Assert.True(seen.Count > 60, $"{seen.Count}");
    }
}
