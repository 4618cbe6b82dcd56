using System.Net;
using System.Xml.Linq;
using Relevo.Mlflow.Server;

namespace Relevo.Mlflow.Tests.Pages;

/// <summary>A server over a sown store, whose pages are read as XML: what is not well formed is a failed test.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private PageServer(TestServer server, PageSeed seed) => (Server, Seed) = (server, seed);

    public TestServer Server { get; }

    public PageSeed Seed { get; }

    public static async Task<PageServer> StartAsync(MlflowServerOptions? options = null)
    {
        var server = await TestServer.StartAsync(options);
        return new PageServer(server, await PageSeed.SowAsync(server.Store));
    }

    /// <summary>A page, checked for what holds of all pages.</summary>
    public async Task<XElement> PageAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await Server.Http.GetAsync(path, TestServer.Token);
        var text = await response.Content.ReadAsStringAsync(TestServer.Token);
        Assert.True(response.StatusCode == expected, $"{path}: {response.StatusCode} {text}");
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", text, StringComparison.Ordinal);
        var page = XDocument.Parse(text[15..]).Root!;
        CheckAlways(page);
        return page;
    }

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();

    private static void CheckAlways(XElement page)
    {
        Assert.Equal("en", page.Attribute("lang")!.Value);
        Assert.Single(page.Descendants("h1"));
        Assert.Single(page.Descendants("main"));
        Assert.Equal("#main", page.Descendants("a").First().Attribute("href")!.Value);
        Assert.All(page.Descendants("table"), table => Assert.NotNull(table.Element("caption")));
        Assert.All(page.Descendants("th"), heading => Assert.NotNull(heading.Attribute("scope")));
        Assert.All(page.Descendants("img"), image => Assert.NotNull(image.Attribute("alt")));
        Assert.All(page.Descendants().Where(e => e.Name == "input" && e.Attribute("type")?.Value != "hidden" || e.Name == "select"), field => Assert.NotEmpty(field.Ancestors("label")));
        // Nothing inline for the policy to refuse.
        Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name == "style" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.All(page.Descendants("script"), script => Assert.StartsWith("/assets/", script.Attribute("src")!.Value, StringComparison.Ordinal));
        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }
}
