using System.Xml.Linq;
using CsCheck;

namespace Relevo.Mlflow.Tests.Pages;

public sealed class RoughTests
{
    [Fact]
    public async Task Values_at_the_edge_of_what_numbers_hold_are_shown_and_drawn()
    {
        await using var pages = await PageServer.StartAsync();
        var store = pages.Server.Store;
        var runs = new[] { await pages.Server.NewRunAsync(), await pages.Server.NewRunAsync() };
        double[] values = [double.MaxValue, -double.MaxValue, double.NaN, 5e-324, -0.0, double.PositiveInfinity, double.NegativeInfinity, 1, 1e300];
        foreach (var run in runs)
        {
            var points = values.SelectMany((value, at) => new[]
            {
                new Metric { Key = "wild", Value = value, Step = at % 2 == 0 ? long.MaxValue - at : long.MinValue + at, Timestamp = long.MaxValue - at },
                new Metric { Key = "still", Value = 7, Step = 0, Timestamp = 0 },
                new Metric { Key = "none", Value = double.NaN, Step = at, Timestamp = at },
                new Metric { Key = "falling/below", Value = -at, Step = at, Timestamp = at },
            });
            await store.LogBatchAsync(run, [.. points], [new Param("big", "1e400"), new Param("empty", ""), new Param("long", new string('x', 6000))], [], TestServer.Token);
            await store.UpdateRunAsync(run, RunStatus.Killed, long.MaxValue, null, TestServer.Token);
        }
        foreach (var rest in new[] { "", "y=log", "x=time", "y=log&x=time" })
        {
            foreach (var run in runs)
                CheckDrawn(await pages.PageAsync($"/runs/{run}?{rest}"));
            CheckDrawn(await pages.PageAsync($"/compare?run={runs[0]}&run={runs[1]}&{rest}"));
        }
        await pages.PageAsync("/experiments/0");
    }

    [Fact]
    public async Task No_query_breaks_a_page()
    {
        await using var pages = await PageServer.StartAsync();
        var (run, other) = (pages.Seed.Runs[0], pages.Seed.Runs[1]);
        string[] paths = ["/", $"/experiments/{pages.Seed.Experiment}", $"/runs/{run}", $"/runs/{run}/artifact", $"/runs/{run}/image", $"/compare?run={run}&run={other}", "/models", "/models/taxi-fares", "/experiments/9999999999999999999", "/experiments/-1", "/runs/x%20y", "/models/%F0%9F%92%A5"];
        string[] names = ["q", "filter", "sort", "dir", "column", "view", "page", "size", "metric", "x", "y", "path", "across", "up", "only", "flip", "run"];
        string[] words = ["", "-1", "0", "2147483648", "metrics.", "metrics.rmse", "params.model", "tags.`a", "attributes.models", "datasets.name", "desc", "log", "time", "all", "..", "%", "'", "\"", "<", "\u0001", "\uFFFF", "💥", "metrics.rmse > 1e999", "a.b.c = 'd'", "((((", "params.`x y` LIKE '%'"];
        var queries = new List<string>();
        Gen.Select(Gen.Int[0, paths.Length - 1], Gen.Select(Gen.Int[0, names.Length - 1], Gen.Int[0, words.Length - 1]).Array[1, 5])
            .Sample((path, pairs) =>
            {
                lock (queries)
                    queries.Add($"{paths[path]}{(paths[path].Contains('?', StringComparison.Ordinal) ? '&' : '?')}{string.Join('&', pairs.Select(pair => $"{names[pair.Item1]}={Uri.EscapeDataString(words[pair.Item2])}"))}");
            }, iter: 250);
        foreach (var query in queries)
        {
            using var response = await pages.Server.Http.GetAsync(query, TestServer.Token);
            var text = await response.Content.ReadAsStringAsync(TestServer.Token);
            Assert.True((int)response.StatusCode < 500, $"{query}: {response.StatusCode} {text}");
            if (text.StartsWith("<!DOCTYPE html>", StringComparison.Ordinal))
                XDocument.Parse(text[15..]);
        }
    }

    private static void CheckDrawn(XElement page)
    {
        foreach (var path in page.Descendants("path").Attributes("d").Concat(page.Descendants("circle").Attributes("cx")))
            Assert.False(path.Value.Contains("NaN", StringComparison.Ordinal) || path.Value.Contains('∞', StringComparison.Ordinal) || path.Value.Contains('E', StringComparison.Ordinal), path.Value);
    }
}
