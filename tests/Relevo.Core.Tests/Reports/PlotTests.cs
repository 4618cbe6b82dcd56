using System.Xml.Linq;
using CsCheck;
using Relevo.Core.Gate;
using Relevo.Core.Reports;
using Relevo.Core.Reports.Pipelines;
using Relevo.Core.Reports.Plots;
using Relevo.Core.Reports.Predictions;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Tests.Reports;

public sealed class PlotTests
{
    private static readonly Gen<(double Label, double Score)[]> Rows =
        Gen.Select(Gen.Int[0, 1].Select(label => (double)label), Gen.Int[0, 12].Select(score => score / 12.0)).Array[1, 40];

    [Fact]
    public void The_area_under_the_curve_is_the_chance_to_rank_a_pair_rightly() => Rows.Sample(rows =>
    {
        var positives = rows.Where(row => row.Label == 1).ToList();
        var negatives = rows.Where(row => row.Label == 0).ToList();
        var curve = Roc(rows);
        if (positives.Count == 0 || negatives.Count == 0)
        {
            Assert.Null(curve);
            return;
        }
        var pairs = from positive in positives from negative in negatives
                    select positive.Score > negative.Score ? 1 : positive.Score == negative.Score ? 0.5 : 0;
        Assert.Equal(pairs.Average(), curve!.Area, 1e-9); // Not null: both classes are there.
    });

    [Fact]
    public void A_point_of_the_curve_is_what_a_threshold_gives() => Rows.Sample(rows =>
    {
        if (Roc(rows) is not { } curve)
            return;
        var expected = rows.Select(row => row.Score).Distinct().OrderDescending()
            .Select(threshold => (Share(rows, 0, threshold), Share(rows, 1, threshold)));
        Assert.Equal([(0, 0), .. expected], curve.Points);
        Assert.Equal((1, 1), curve.Points[^1]);
    });

    [Fact]
    public void Scores_that_are_no_numbers_have_no_curve() => Assert.Null(RocCurve.Of([0, 1], [0.5, double.NaN]));

    [Fact]
    public void A_calibrated_model_lies_on_the_diagonal()
    {
        var set = new PredictionSet { Kind = PredictionKind.Probability, Labels = [0, 0, 0, 1, 1, 1, 1, 0], Scores = [0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75], RowCount = 8 };

        Assert.Equal([(0.25, 0.25), (0.75, 0.75)], BinaryPlots.CalibrationPoints(set));
    }

    [Fact]
    public void Shares_of_all_bins_sum_to_one() => Gen.Select(Gen.Double[-10, 10].Array[1, 50], Gen.Int[1, 30]).Sample((values, count) =>
    {
        var bins = new Binning(values.Min(), values.Max(), count);
        Assert.Equal(count, bins.Shares(values).Count);
        Assert.Equal(1, bins.Shares(values).Sum(), 1e-9);
    });

    [Fact]
    public void Ticks_are_few_rising_and_on_the_scale() => Gen.Select(Gen.Double, Gen.Double).Sample((low, high) =>
    {
        var scale = new LinearScale(low, high, 0, 100);
        var ticks = scale.Ticks().ToList();
        Assert.InRange(ticks.Count, 0, 11);
        Assert.Equal(ticks.Order(), ticks);
        Assert.All(ticks, tick => Assert.InRange(scale[tick], 0, 100));
    });

    [Fact]
    public void Ticks_are_round() => Assert.Equal(["0", "0.2", "0.4", "0.6", "0.8", "1"], new LinearScale(0, 1, 0, 100).Ticks().Select(Figures.Number));

    [Fact]
    public void A_step_stands_right_of_all_that_it_depends_on_and_on_no_other_step() => Dags.Sample(steps =>
    {
        var layout = GraphLayout.Of(steps);
        Assert.Equal(steps.Select(step => step.Name).Order(), layout.Steps.Keys.Order());
        Assert.All(steps, step => Assert.All(step.DependsOn, name => Assert.True(layout.Steps[name].Layer < layout.Steps[step.Name].Layer)));
        Assert.Equal(steps.Sum(step => step.DependsOn.Count), layout.Edges.Count);
        Assert.All(layout.Edges, edge => Assert.All(edge.Zip(edge.Skip(1)), pair => Assert.Equal(pair.First.Layer + 1, pair.Second.Layer)));
        var places = layout.Steps.Values.Concat(layout.Edges.SelectMany(edge => edge)).Distinct().ToList();
        Assert.All(places.GroupBy(place => place.Layer), layer => Assert.Equal(layer.Count(), layer.Select(place => place.Row).Distinct().Count()));
        Assert.All(places, place => Assert.InRange(place.Row, 0, layout.RowCount - 1));
    });

    [Fact]
    public void A_cycle_or_an_unknown_step_in_a_record_does_no_harm()
    {
        var layout = GraphLayout.Of([new("a", ["b", "gone"]), new("b", ["a"]), new("c", ["c"])]);

        Assert.Equal(["a", "b", "c"], layout.Steps.Keys.Order());
    }

    [Fact]
    public void The_way_a_metric_is_better_follows_from_any_margin_that_tells() => Gen.Select(
        Gen.Bool, Gen.Int[-9, 9].Select(i => i / 10.0), Gen.Int[1, 9].Select(i => i / 10.0), Gen.Int[-9, 9].Select(i => i / 10.0))
        .Sample((isGreaterBetter, candidate, baseline, limit) =>
    {
        var sign = isGreaterBetter ? 1 : -1;
        var change = sign * (candidate - baseline);
        Check(Rule("threshold", sign * (candidate - limit)), candidate != limit);
        Check(Rule("min_absolute_change", change - limit), candidate != baseline);
        Check(Rule("min_relative_change", (change / baseline) - limit), candidate != baseline);

        GateCheck Rule(string rule, double margin) => new()
        {
            Metric = "m", Rule = rule, Status = CheckStatus.Pass, Limit = limit, Candidate = candidate, Baseline = baseline, Margin = margin, Explanation = "",
        };

        void Check(GateCheck check, bool tells) => Assert.Equal(tells ? isGreaterBetter : null, MetricDirection.Of("m", [check]));
    });

    [Fact]
    public void Whatever_the_numbers_are_a_drawing_holds_only_numbers()
    {
        var number = Gen.OneOf(Gen.Double, Gen.Int[0, 1].Select(i => (double)i), Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity), Gen.Const(-1.7e308), Gen.Const(1.7e308));
        Gen.Select(Gen.Select(number, number).Array[1, 20], Gen.Enum<PredictionKind>()).Sample((rows, kind) =>
        {
            PredictionSet set = new() { Kind = kind, Labels = [.. rows.Select(row => row.Item1)], Scores = [.. rows.Select(row => row.Item2)], RowCount = rows.Length };
            var history = rows.Select((row, at) => new MetricPoint(at, row.Item1, DateTimeOffset.UnixEpoch)).ToList();
            var training = SampleReport.Whole.Training! with // Not null: the sample is whole.
            {
                Histories = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<MetricPoint>>> { ["s"] = new Dictionary<string, IReadOnlyList<MetricPoint>> { ["m"] = history } },
            };
            var page = XDocument.Parse(HtmlReport.Render(SampleReport.Empty with { Training = training, CandidatePredictions = kind == PredictionKind.Probability ? Within(set) : set }));
            Assert.All(page.Descendants("path").Attributes("d"), path => Assert.DoesNotMatch("NaN|∞|Infinity|E", path.Value));
        });
    }

    // A probability is never anything else: the reader makes sure of it.
    private static PredictionSet Within(PredictionSet set) => set with
    {
        Labels = [.. set.Labels.Select(label => label == 1 ? 1.0 : 0)],
        Scores = [.. set.Scores.Select(score => score is >= 0 and <= 1 ? score : 0.5)],
    };

    private static Gen<JobStep[]> Dags { get; } = Gen.Int[1, 12].SelectMany(count => Gen.Int[0, 3].Array[count * count].Select(draws =>
        Enumerable.Range(0, count).Select(at => new JobStep($"s{at}", [.. Enumerable.Range(0, at).Where(before => draws[(at * count) + before] == 0).Select(before => $"s{before}")])).ToArray()));

    private static RocCurve? Roc((double Label, double Score)[] rows) => RocCurve.Of([.. rows.Select(row => row.Label)], [.. rows.Select(row => row.Score)]);

    private static double Share((double Label, double Score)[] rows, double label, double threshold) =>
        (double)rows.Count(row => row.Label == label && row.Score >= threshold) / rows.Count(row => row.Label == label);
}
