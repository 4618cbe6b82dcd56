using CsCheck;
using Relevo.Core.Gate;

namespace Relevo.Core.Tests.Gate;

public sealed class GateRulesTests
{
    [Fact]
    public void The_first_candidate_needs_to_pass_the_thresholds_only()
    {
        var decision = GateRules.Decide(Definition(Rmse() with { Threshold = 4, MinRelativeChange = 0.01 }), Metrics(("rmse", 3.9)), null);

        Assert.Equal(Verdict.Promote, decision.Verdict);
        Assert.True(decision.IsFirst);
        Assert.Equal([CheckStatus.Pass, CheckStatus.Skipped], decision.Checks.Select(c => c.Status));
    }

    [Fact]
    public void The_first_candidate_is_rejected_by_a_threshold() =>
        Assert.Equal(Verdict.Reject, GateRules.Decide(Definition(Rmse() with { Threshold = 4 }), Metrics(("rmse", 4.1)), null).Verdict);

    [Fact]
    public void Without_a_champion_and_without_a_threshold_nothing_is_decided() =>
        Assert.Equal(Verdict.Error, GateRules.Decide(Definition(Rmse() with { MinAbsoluteChange = 0 }), Metrics(("rmse", 1)), null).Verdict);

    [Fact]
    public void A_policy_may_refuse_a_first_champion()
    {
        var definition = Definition(Rmse() with { Threshold = 4 }) with { Policy = new() { NoChampion = NoChampionPolicy.Reject } };

        Assert.Equal(Verdict.Reject, GateRules.Decide(definition, Metrics(("rmse", 1)), null).Verdict);
    }

    [Theory]
    [InlineData(4.0, Verdict.Promote)] // a threshold is inclusive
    [InlineData(4.0000001, Verdict.Reject)]
    public void A_threshold_is_inclusive(double value, Verdict expected) =>
        Assert.Equal(expected, GateRules.Decide(Definition(Rmse() with { Threshold = 4 }), Metrics(("rmse", value)), null).Verdict);

    [Theory]
    [InlineData(0.80, 0.79, true, Verdict.Promote)]
    [InlineData(0.79, 0.80, true, Verdict.Reject)]
    [InlineData(2.8, 2.9, false, Verdict.Promote)]
    [InlineData(2.9, 2.8, false, Verdict.Reject)]
    public void A_challenger_is_promoted_only_when_it_beats_the_champion(double candidate, double champion, bool greaterIsBetter, Verdict expected)
    {
        var rule = new MetricRule { Name = "m", GreaterIsBetter = greaterIsBetter, MinAbsoluteChange = 0 };

        Assert.Equal(expected, GateRules.Decide(Definition(rule), Metrics(("m", candidate)), Metrics(("m", champion))).Verdict);
    }

    [Fact]
    public void A_tie_keeps_the_champion() =>
        Assert.Equal(Verdict.Tie, GateRules.Decide(Definition(Rmse() with { MinAbsoluteChange = 0 }), Metrics(("rmse", 2)), Metrics(("rmse", 2))).Verdict);

    [Fact]
    public void A_tie_promotes_where_the_policy_says_so()
    {
        var definition = Definition(Rmse() with { MinAbsoluteChange = 0 }) with { Policy = new() { OnTie = TiePolicy.Promote } };

        Assert.Equal(Verdict.Promote, GateRules.Decide(definition, Metrics(("rmse", 2)), Metrics(("rmse", 2))).Verdict);
    }

    [Fact]
    public void A_missing_metric_of_the_candidate_fails_and_names_what_there_is()
    {
        var decision = GateRules.Decide(Definition(Rmse() with { Threshold = 4 }), Metrics(("mae", 1)), null);

        Assert.Equal(Verdict.Reject, decision.Verdict);
        Assert.Contains("it has mae", decision.Summary);
    }

    [Fact]
    public void A_missing_metric_of_the_candidate_may_be_skipped_but_then_something_else_must_decide()
    {
        var policy = new GatePolicy { MissingMetric = MissingMetricPolicy.Skip };
        var two = Definition(Rmse() with { Threshold = 4 }, new MetricRule { Name = "r2", GreaterIsBetter = true, Threshold = 0.5 }) with { Policy = policy };

        Assert.Equal(Verdict.Promote, GateRules.Decide(two, Metrics(("r2", 0.6)), null).Verdict);
        Assert.Equal(Verdict.Error, GateRules.Decide(two, Metrics(), null).Verdict);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void NaN_and_infinity_of_the_candidate_fail_whatever_the_rule(double value)
    {
        foreach (var rule in (MetricRule[])[Rmse() with { Threshold = 4 }, Rmse() with { MinRelativeChange = -0.5 }, Rmse() with { MaxAbsoluteChange = 1 }])
            Assert.Equal(Verdict.Reject, GateRules.Decide(Definition(rule), Metrics(("rmse", value)), Metrics(("rmse", 2))).Verdict);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void NaN_and_infinity_of_the_champion_are_an_error(double value) =>
        Assert.Equal(Verdict.Error, GateRules.Decide(Definition(Rmse() with { MinRelativeChange = 0 }), Metrics(("rmse", 2)), Metrics(("rmse", value))).Verdict);

    [Fact]
    public void A_missing_metric_of_the_champion_is_an_error() =>
        Assert.Equal(Verdict.Error, GateRules.Decide(Definition(Rmse() with { MinAbsoluteChange = 0 }), Metrics(("rmse", 2)), Metrics()).Verdict);

    [Fact]
    public void A_negative_champion_does_not_turn_a_relative_change_around()
    {
        var rule = new MetricRule { Name = "score", GreaterIsBetter = true, MinRelativeChange = 0.1 };

        Assert.Equal(Verdict.Reject, GateRules.Decide(Definition(rule), Metrics(("score", -12)), Metrics(("score", -10))).Verdict);
        Assert.Equal(Verdict.Promote, GateRules.Decide(Definition(rule), Metrics(("score", -9)), Metrics(("score", -10))).Verdict);
    }

    [Fact]
    public void A_champion_of_zero_leaves_the_absolute_rule_to_decide()
    {
        var rule = new MetricRule { Name = "score", GreaterIsBetter = true, MinRelativeChange = 0.1, MinAbsoluteChange = 0.01 };
        var decision = GateRules.Decide(Definition(rule), Metrics(("score", 0.02)), Metrics(("score", 0)));

        Assert.Equal(Verdict.Promote, decision.Verdict);
        Assert.Contains(decision.Checks, c => c is { Rule: "min_relative_change", Status: CheckStatus.Skipped });
        Assert.NotEmpty(decision.Warnings);
    }

    [Fact]
    public void A_champion_of_zero_is_inconclusive_where_only_a_relative_rule_stands()
    {
        var rule = new MetricRule { Name = "score", GreaterIsBetter = true, MinRelativeChange = 0.1 };

        Assert.Equal(Verdict.Inconclusive, GateRules.Decide(Definition(rule), Metrics(("score", 1)), Metrics(("score", 0))).Verdict);
    }

    [Fact]
    public void A_jump_that_is_too_good_is_inconclusive() =>
        Assert.Equal(Verdict.Inconclusive, GateRules.Decide(Definition(Rmse() with { MaxAbsoluteChange = 1.5 }), Metrics(("rmse", 0.1)), Metrics(("rmse", 3))).Verdict);

    [Fact]
    public void A_rule_that_is_not_critical_only_warns()
    {
        var decision = GateRules.Decide(
            Definition(Rmse() with { Threshold = 4 }, new MetricRule { Name = "mae", GreaterIsBetter = false, Threshold = 1, IsCritical = false }),
            Metrics(("rmse", 3), ("mae", 2)), null);

        Assert.Equal(Verdict.Promote, decision.Verdict);
        Assert.Contains(decision.Warnings, w => w.StartsWith("mae", StringComparison.Ordinal));
    }

    [Fact]
    public void A_gate_that_compares_nothing_says_so() =>
        Assert.Contains("no rule compares", Assert.Single(GateRules.Decide(Definition(Rmse() with { Threshold = 4 }), Metrics(("rmse", 3)), Metrics(("rmse", 2))).Warnings));

    [Fact]
    public void Mirroring_a_metric_and_its_direction_never_changes_the_verdict() =>
        Gen.Select(Gen.Double[-100, 100], Gen.Double[-100, 100], Gen.Double[-1, 1], Gen.Double[-50, 50]).Sample((candidate, champion, relative, absolute) =>
        {
            var up = new MetricRule { Name = "m", GreaterIsBetter = true, MinRelativeChange = relative, MinAbsoluteChange = absolute };
            var down = up with { GreaterIsBetter = false };
            var straight = GateRules.Decide(Definition(up), Metrics(("m", candidate)), Metrics(("m", champion)));
            var mirrored = GateRules.Decide(Definition(down), Metrics(("m", -candidate)), Metrics(("m", -champion)));
            return straight.Verdict == mirrored.Verdict;
        });

    [Fact]
    public void A_better_candidate_is_never_worse_off() =>
        Gen.Select(Gen.Double[0.1, 100], Gen.Double[0.1, 100], Gen.Double[0, 10], Gen.Double[-0.5, 0.5]).Sample((candidate, champion, better, relative) =>
        {
            var rule = new MetricRule { Name = "m", GreaterIsBetter = true, MinRelativeChange = relative };
            var before = GateRules.Decide(Definition(rule), Metrics(("m", candidate)), Metrics(("m", champion))).Verdict;
            var after = GateRules.Decide(Definition(rule), Metrics(("m", candidate + better)), Metrics(("m", champion))).Verdict;
            return before != Verdict.Promote || after == Verdict.Promote;
        });

    [Fact]
    public void A_margin_is_negative_exactly_where_a_check_fails() =>
        Gen.Select(Gen.Double[-10, 10], Gen.Double[-10, 10], Gen.Double[-10, 10]).Sample((candidate, champion, limit) =>
        {
            var rule = new MetricRule { Name = "m", GreaterIsBetter = true, Threshold = limit, MinAbsoluteChange = limit };
            return GateRules.Decide(Definition(rule), Metrics(("m", candidate)), Metrics(("m", champion))).Checks
                .All(c => c.Margin is null || c.Margin < 0 == (c.Status == CheckStatus.Fail));
        });

    private static MetricRule Rmse() => new() { Name = "rmse", GreaterIsBetter = false };

    private static GateDefinition Definition(params MetricRule[] rules) => new()
    {
        File = "gate.yml",
        Candidate = RegisteredModelReference.TryParse("models:/m@challenger")!,
        Baseline = RegisteredModelReference.TryParse("models:/m@champion")!,
        Evaluate = new("evaluate", "model", "data"),
        Metrics = rules,
    };

    private static Dictionary<string, double> Metrics(params (string Name, double Value)[] metrics) => metrics.ToDictionary(m => m.Name, m => m.Value);
}
