using System.Text.RegularExpressions;
using CsCheck;
using Relevo.Mlflow.Server.Search;
using Relevo.Mlflow.Server.Store;

namespace Relevo.Mlflow.Tests.Search;

/// <summary>The SQL against a plain model of what a filter and an order mean.</summary>
public sealed class RunSearchTests
{
    private static readonly Gen<double> Values = Pick.From(-1.0, 0, 0.5, 1, 2, double.NaN);
    private static readonly Gen<string> Words = Pick.From("gpt", "GPT-4", "gpt_x", "bert", "", "50%");
    private static readonly Gen<(double? M, string? P, string? T)> Runs = Gen.Select(
        Values.OrNull(), Words.OrNull(), Words.OrNull());

    private static readonly Gen<Condition> Conditions = Gen.OneOf(
        Gen.Select(Gen.Enum<Comparison>().Where(c => c <= Comparison.LessOrEqual), Pick.From(-1.0, 0, 0.5, 1, 7),
            (c, n) => new Condition(new Field(Entity.Metric, "m"), c, new Operand.Number(n))),
        Gen.Select(Pick.From(Entity.Param, Entity.Tag), Pick.From(Comparison.Equal, Comparison.NotEqual, Comparison.Like, Comparison.ILike),
            Pick.From("gpt", "GPT%", "gpt_x", "%t%", "", "50%"), (e, c, t) => new Condition(new Field(e, e == Entity.Param ? "p" : "t"), c, new Operand.Text(t))));

    [Fact]
    public async Task A_search_finds_what_the_model_finds_in_the_same_order()
    {
        using var folder = new TempFolder();
        await using var store = await TrackingStore.OpenAsync(TestServer.StoreIn(folder), TestServer.Token);
        await using var walking = await TrackingStore.OpenAsync(TestServer.StoreIn(folder) with { FewRuns = 0 }, TestServer.Token);
        var number = 0;
        await Gen.Select(Runs.List[0, 12], Conditions.List[0, 3], Gen.Bool, Gen.Bool).SampleAsync(async (runs, conditions, isDescending, byParam) =>
        {
            var experiment = await store.CreateExperimentAsync($"e{Interlocked.Increment(ref number)}", null, [], TestServer.Token);
            var stored = new List<Run>();
            for (var i = 0; i < runs.Count; i++)
            {
                var id = (await store.CreateRunAsync(experiment, null, null, i / 2, [], TestServer.Token)).Id;
                await store.LogBatchAsync(id,
                    runs[i].M is { } m ? [new Metric { Key = "m", Value = m, Timestamp = 1 }] : [],
                    runs[i].P is { } p ? [new Param("p", p)] : [],
                    runs[i].T is { } t ? [new Tag("t", t)] : [], TestServer.Token);
                stored.Add(store.GetRun(id));
            }
            var order = new Ordering(byParam ? new Field(Entity.Param, "p") : new Field(Entity.Metric, "m"), isDescending);
            var expected = Sorted(stored.Where(run => conditions.All(c => Holds(run, c))), byParam, isDescending);
            foreach (var way in new[] { store, walking })
                Assert.Equal(expected.Select(r => r.Id), Pages(way, experiment, new Filter(conditions), order).Select(r => r.Id));
        }, iter: 60, threads: 1);
    }

    private static List<Run> Pages(TrackingStore store, string experiment, Filter filter, Ordering order)
    {
        var found = new List<Run>();
        string? token = null;
        do
        {
            var page = store.SearchRuns([experiment], filter.ToString(), [order.ToString()], ViewType.ActiveOnly, 3, token);
            found.AddRange(page.Items);
            token = page.NextToken;
        }
        while (token is not null);
        return found;
    }

    [Fact]
    public async Task The_exercise_search_works_runs_in_a_list_with_a_low_f1_and_a_model_like_GPT()
    {
        await using var server = await TestServer.StartAsync();
        var ids = new List<string>();
        foreach (var (f1, model) in new[] { (0.4, "GPT-2"), (0.6, "GPT-4"), (0.3, "bert") })
        {
            var id = await server.NewRunAsync();
            await server.Store.LogBatchAsync(id, [new Metric { Key = "f1", Value = f1, Timestamp = 1 }], [new Param("model", model)], [], TestServer.Token);
            ids.Add(id);
        }
        var filter = $"attributes.run_id IN ('{string.Join("', '", ids)}') AND metrics.f1 < 0.5 AND params.model LIKE 'GPT%'";
        Assert.Equal(ids[0], Assert.Single(server.Store.SearchRuns(["0"], filter, null, ViewType.ActiveOnly, null, null).Items).Id);
    }

    [Theory]
    [InlineData("metrics.a = 'x'", "Expected numeric value type for metric")]
    [InlineData("params.a = 1", "Expected a quoted string value")]
    [InlineData("params.a > 'x'", "Invalid comparator '>'")]
    [InlineData("params.a IN ('x')", "Invalid comparator 'IN'")]
    [InlineData("metrics.a LIKE 'x'", "Invalid comparator 'LIKE'")]
    [InlineData("nothing = 'x'", "Invalid attribute key 'nothing'")]
    [InlineData("datasets.size = 'x'", "Invalid dataset key")]
    [InlineData("start_time = 'x'", "Expected numeric value type")]
    public async Task A_comparison_that_does_not_fit_its_field_is_refused(string filter, string expected)
    {
        await using var server = await TestServer.StartAsync();
        var fault = Assert.Throws<MlflowException>(() => server.Store.SearchRuns(["0"], filter, null, ViewType.ActiveOnly, null, null));
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    private static bool Holds(Run run, Condition condition)
    {
        if (condition.Operand is Operand.Number { Value: var number })
        {
            return run.MetricOf("m") is { } value && condition.Comparison switch
            {
                Comparison.Equal => value == number,
                Comparison.NotEqual => value != number,
                Comparison.Greater => value > number,
                Comparison.GreaterOrEqual => value >= number,
                Comparison.Less => value < number,
                _ => value <= number,
            };
        }
        var wanted = ((Operand.Text)condition.Operand).Value;
        var text = condition.Field.Entity == Entity.Param ? run.ParamOf("p") : run.TagOf("t");
        return text is not null && condition.Comparison switch
        {
            Comparison.Equal => text == wanted,
            Comparison.NotEqual => text != wanted,
            Comparison.Like => Like(wanted, text, RegexOptions.None),
            _ => Like(wanted, text, RegexOptions.IgnoreCase),
        };
    }

    private static bool Like(string pattern, string text, RegexOptions options) =>
        Regex.IsMatch(text, $"^{Regex.Escape(pattern).Replace("%", ".*", StringComparison.Ordinal).Replace("_", ".", StringComparison.Ordinal)}\\z", options);

    private static List<Run> Sorted(IEnumerable<Run> runs, bool byParam, bool isDescending)
    {
        var flip = isDescending ? -1 : 1;
        var sorted = runs.ToList();
        sorted.Sort((a, b) =>
        {
            var first = byParam
                ? Compare(Rank(a.ParamOf("p")), Rank(b.ParamOf("p"))) is var r and not 0 ? r : flip * string.CompareOrdinal(a.ParamOf("p"), b.ParamOf("p"))
                : Compare(Rank(a.MetricOf("m")), Rank(b.MetricOf("m"))) is var s and not 0 ? s : flip * Comparer<double?>.Default.Compare(a.MetricOf("m"), b.MetricOf("m"));
            if (first != 0)
                return first;
            var byStart = Compare(b.Info.StartTime!.Value, a.Info.StartTime!.Value);
            return byStart != 0 ? byStart : string.CompareOrdinal(a.Id, b.Id);
        });
        return sorted;
    }

    private static int Rank(string? text) => text is null ? 1 : 0;

    private static int Rank(double? value) => value is null ? 2 : double.IsNaN(value.Value) ? 1 : 0;

    private static int Compare(long a, long b) => a.CompareTo(b);
}
