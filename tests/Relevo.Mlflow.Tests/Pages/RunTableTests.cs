using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using CsCheck;
using Relevo.Mlflow.Server.Pages.Runs;

namespace Relevo.Mlflow.Tests.Pages;

public sealed class RunTableTests
{
    [Fact]
    public async Task The_newest_run_comes_first_with_the_usual_columns()
    {
        await using var pages = await PageServer.StartAsync();
        var page = await pages.PageAsync($"/experiments/{pages.Seed.Experiment}");
        Assert.Equal("gbm-8", page.Names()[0]);
        var headings = page.Table("run").Element("thead")!.Descendants("th").Select(h => h.Value).ToList();
        Assert.Contains(headings, h => h.Contains("rmse", StringComparison.Ordinal));
        Assert.Contains(headings, h => h.Contains("learning_rate", StringComparison.Ordinal));
        Assert.Contains("1–9 of 9 runs", page.Value, StringComparison.Ordinal);
        Assert.Contains("taxi-fares v1", page.Table("run").Rows()[^1].Value, StringComparison.Ordinal);
        Assert.Contains("train.py", page.Table("run").Rows()[0].Value, StringComparison.Ordinal);
        Assert.DoesNotContain("/home/ann", page.Table("run").Rows()[0].Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_filter_is_the_one_of_the_search()
    {
        await using var pages = await PageServer.StartAsync();
        const string Filter = "metrics.r2 > 0.75 AND params.model LIKE 'g%' AND attributes.status = 'FINISHED'";
        var names = (await pages.PageAsync($"/experiments/{pages.Seed.Experiment}?filter={Uri.EscapeDataString(Filter)}")).Names();
        var searched = pages.Server.Store.SearchRuns([pages.Seed.Experiment], Filter, null, ViewType.ActiveOnly, null, null).Items.Select(run => run.Info.RunName);
        Assert.Equal(searched, names);
        Assert.Equal(["gbm-6", "gbm-4"], names);
    }

    [Theory]
    [InlineData("metrics.rmse <", "expected")]
    [InlineData("metrics.rmse < 'a'", "numeric")]
    [InlineData("nonsense = 'x'", "nonsense")]
    [InlineData("metrics.a > 1 OR metrics.b > 2", "OR")]
    [InlineData("attributes.duration > 3", "duration")]
    public async Task What_is_wrong_with_a_filter_stands_beside_it(string filter, string told)
    {
        await using var pages = await PageServer.StartAsync();
        var page = await pages.PageAsync($"/experiments/{pages.Seed.Experiment}?filter={Uri.EscapeDataString(filter)}");
        var box = page.Descendants("input").Single(i => i.Attribute("name")?.Value == "filter");
        Assert.Equal(filter, box.Attribute("value")!.Value);
        Assert.Equal("true", box.Attribute("aria-invalid")!.Value);
        var fault = page.Descendants("p").Single(p => p.Attribute("id")?.Value == "filter-fault");
        Assert.Contains("filter-fault", box.Attribute("aria-describedby")!.Value, StringComparison.Ordinal);
        Assert.Contains(told, fault.Value, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("metrics.rmse", "asc", "gbm-0")]
    [InlineData("metrics.rmse", "desc", "gbm-8")]
    [InlineData("params.model", "asc", "forest-7")]
    [InlineData("attributes.duration", "desc", "forest-7")]
    [InlineData("attributes.models", "asc", "gbm-0")]
    [InlineData("attributes.source", "asc", "gbm-8")]
    [InlineData("attributes.run_name", "asc", "forest-1")]
    [InlineData("tags.note", "desc", "gbm-8")]
    [InlineData("attributes.no_such", "desc", "gbm-8")]
    public async Task Every_column_sorts(string sort, string direction, string first)
    {
        await using var pages = await PageServer.StartAsync();
        var page = await pages.PageAsync($"/experiments/{pages.Seed.Experiment}?sort={sort}&dir={direction}&column=params.model&column=tags.note&column=metrics.rmse&column=attributes.duration&column=attributes.models&column=attributes.source&column=attributes.start_time");
        Assert.Equal(first, page.Names()[0]);
        var sorted = Assert.Single(page.Descendants("th"), h => h.Attribute("aria-sort") is not null);
        Assert.Equal(direction == "asc" ? "ascending" : "descending", sorted.Attribute("aria-sort")!.Value);
    }

    [Fact]
    public async Task Chosen_columns_stay_in_the_address()
    {
        await using var pages = await PageServer.StartAsync();
        var page = await pages.PageAsync($"/experiments/{pages.Seed.Experiment}?column=&column=metrics.loss%2Fval&column=params.seed");
        var headings = page.Table("run").Element("thead")!.Descendants("th").Skip(2).Select(h => h.Descendants("a").Single().Attribute("title")!.Value);
        Assert.Equal(["loss/val", "seed"], headings);
        Assert.All(page.Table("run").Element("thead")!.Descendants("a"), a => Assert.Contains("metrics.loss%2Fval", a.Attribute("href")!.Value, StringComparison.Ordinal));
        var none = await pages.PageAsync($"/experiments/{pages.Seed.Experiment}?column=");
        Assert.Equal(2, none.Table("run").Element("thead")!.Descendants("th").Count());
    }

    [Fact]
    public void An_address_shows_what_it_was_made_from() =>
        Gen.Select(Gen.String, Gen.Bool, Gen.Int[1, 99], Gen.Int[1, 3].Select(at => (ViewType)at), Gen.Int[0, RunTableQuery.Sizes.Count - 1].Select(at => RunTableQuery.Sizes[at]),
            Gen.Select(Gen.Bool, Gen.String, (isChosen, s) => isChosen && s.Length > 0 ? $"metrics.{s}" : null))
            .Sample((filter, isDescending, page, view, size, key) =>
            {
                if (filter.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || key.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
                    return;
                var query = new RunTableQuery
                {
                    Experiment = "3", Filter = filter.Trim(), IsDescending = isDescending, Page = page, View = view, Size = size,
                    Columns = key is null ? null : [Column.Parse(key)!], Sort = key is null ? Column.Started : Column.Parse(key.TrimEnd()) ?? Column.Started,
                };
                var address = query.ToAddress().ToString();
                Assert.Equal(address, RunTableQuery.Of("3", Parse(address)).ToAddress().ToString());
            }, iter: 300);

    [Fact]
    public async Task A_hundred_thousand_runs_are_paged_to_the_end()
    {
        await using var server = await TestServer.StartAsync();
        LoadRuns(server, 100_000);
        var page = System.Xml.Linq.XDocument.Parse((await server.Http.GetStringAsync("/experiments/0?page=1000", TestServer.Token))[15..]).Root!;
        Assert.Contains("99,901–100,000 of 100,000 runs", page.Value, StringComparison.Ordinal);
        Assert.Equal("run 0", page.Names()[^1]);
        var beyond = await server.Http.GetStringAsync("/experiments/0?page=999999", TestServer.Token);
        Assert.Contains("Page 1,000 of 1,000", beyond, StringComparison.Ordinal);
        foreach (var path in new[] { "/experiments/0", "/experiments/0?page=1000", "/experiments/0?sort=metrics.rmse", "/experiments/0?sort=metrics.rmse&page=990", "/experiments/0?filter=metrics.rmse+%3C+0.5", "/experiments/0?sort=attributes.duration" })
        {
            var times = new List<double>();
            for (var at = 0; at < 5; at++)
            {
                var watch = Stopwatch.StartNew();
                await server.Http.GetStringAsync(path, TestServer.Token);
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
            TestContext.Current.TestOutputHelper?.WriteLine($"{times.Min():0} ms at best, {times.Max():0} ms at worst: {path}");
        }
    }

    // By hand, in one statement each: through the store this would be the test of its writer.
    private static void LoadRuns(TestServer server, int count)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(server.Folder, "store.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            BEGIN;
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {count - 1})
            INSERT INTO runs (run_id, experiment, name, user_id, status, started, ended, artifact_uri) SELECT printf('%032x', i), 0, 'run ' || i, 'ann', 'FINISHED', 1700000000000 + i, 1700000001000 + i * 2, 'mlflow-artifacts:/0/' || i FROM n;
            INSERT INTO series (run, key, value, is_nan, timestamp, step) SELECT id, 'rmse', (id * 7919 % 100000) / 50000.0, 0, 1, 0 FROM runs;
            INSERT INTO params (run, key, value) SELECT id, 'depth', id % 12 FROM runs;
            COMMIT;
            """;
        command.ExecuteNonQuery();
    }

    private static QueryCollection Parse(string address)
    {
        var mark = address.IndexOf('?', StringComparison.Ordinal);
        var pairs = mark < 0 ? [] : address[(mark + 1)..].Split('&').Select(pair => pair.Split('=')).ToList();
        return new QueryCollection(pairs.GroupBy(pair => Uri.UnescapeDataString(pair[0])).ToDictionary(g => g.Key, g => new StringValues([.. g.Select(pair => Uri.UnescapeDataString(pair[1]))])));
    }
}
