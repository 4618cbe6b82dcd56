using CsCheck;
using Relevo.Mlflow.Server.Search;

namespace Relevo.Mlflow.Tests.Search;

public sealed class GrammarTests
{
    private static readonly Gen<string> Texts = Gen.String[Gen.Char["abcXYZ01 '\"`%_.-/äß()=,"], 0, 12];
    private static readonly Gen<string> Keys = Gen.String[Gen.Char["abcXYZ01 '\"`._-/ä"], 1, 12];
    private static readonly Gen<Comparison> Signs = Pick.From(
        Comparison.Equal, Comparison.NotEqual, Comparison.Greater, Comparison.GreaterOrEqual, Comparison.Less, Comparison.LessOrEqual);

    private static readonly Gen<Condition> Conditions = Gen.OneOf(
        Gen.Select(Gen.Enum<Entity>(), Keys, Signs, Gen.Double.Where(double.IsFinite), (e, k, s, n) => new Condition(new Field(e, k), s, new Operand.Number(n))),
        Gen.Select(Gen.Enum<Entity>(), Keys, Pick.From(Comparison.Equal, Comparison.Like, Comparison.ILike), Texts, (e, k, s, t) => new Condition(new Field(e, k), s, new Operand.Text(t))),
        Gen.Select(Gen.Enum<Entity>(), Keys, Pick.From(Comparison.In, Comparison.NotIn), Texts.List[1, 4], (e, k, s, t) => new Condition(new Field(e, k), s, new Operand.Several(t))));

    [Fact]
    public void What_is_printed_parses_to_the_same_filter() => Conditions.List[0, 5].Sample(conditions =>
    {
        var filter = new Filter(conditions);
        return Filter.Parse(filter.ToString()).Equals(filter);
    });

    [Fact]
    public void What_is_printed_parses_to_the_same_order() => Gen.Select(Gen.Enum<Entity>(), Keys, Gen.Bool).Sample((entity, key, isDescending) =>
    {
        var order = new Ordering(new Field(entity, key), isDescending);
        return Ordering.Parse([order.ToString()])[0] == order;
    });

    [Fact]
    public void Any_text_is_a_filter_or_is_refused_with_a_message() => Gen.String[Gen.Char["metricsparamtg. `'\"<>=!()ANDORLIKE,0123-+e"], 0, 40].Sample(text =>
    {
        try
        {
            Filter.Parse(text);
        }
        catch (MlflowException e)
        {
            Assert.Equal("INVALID_PARAMETER_VALUE", e.ErrorCode);
            Assert.NotEmpty(e.Message);
        }
    });

    [Theory]
    [InlineData("metrics.rmse < 3", "metrics.`rmse` < 3")]
    [InlineData("metric.a>=-1.5e3 and params.b='x'", "metrics.`a` >= -1500 AND params.`b` = 'x'")]
    [InlineData("parameters.`a b` LIKE 'G%' AND", "params.`a b` LIKE 'G%'")]
    [InlineData("tags.mlflow.parentRunId = \"r\"", "tags.`mlflow.parentRunId` = 'r'")]
    [InlineData("tags.\"mlflow.user\" ilike 'A_'", "tags.`mlflow.user` ILIKE 'A_'")]
    [InlineData("status != 'FAILED'", "attributes.`status` != 'FAILED'")]
    [InlineData("attr.run_id IN ('a', 'b',)", "attributes.`run_id` IN ('a', 'b')")]
    [InlineData("run.run_id not in ('a')", "attributes.`run_id` NOT IN ('a')")]
    [InlineData("dataset.context = 'training'", "datasets.`context` = 'training'")]
    [InlineData("metrics.1st = 1", "metrics.`1st` = 1")]
    [InlineData("metrics.val/loss_2-a = 1", "metrics.`val/loss_2-a` = 1")]
    [InlineData("  ", "")]
    [InlineData(null, "")]
    public void The_forms_that_clients_write_are_read(string? text, string printed) => Assert.Equal(printed, Filter.Parse(text).ToString());

    [Theory]
    [InlineData("metrics.a > 1 OR metrics.b > 1", "'OR' at position 15")]
    [InlineData("foo.a = 1", "Invalid entity type 'foo'")]
    [InlineData("metrics.a >> 1", "Invalid comparison operator")]
    [InlineData("metrics.a = ", "at the end")]
    [InlineData("params.a = 'x", "is not closed")]
    [InlineData("params.a = x", "instead of 'x' at position 12")]
    [InlineData("run_id IN ()", "a quoted text is expected")]
    [InlineData("run_id IN 'a'", "'(' is expected")]
    [InlineData("metrics.a = 1 2", "AND or the end")]
    [InlineData("metrics. = 1", "a key is expected")]
    public void A_wrong_filter_is_refused_with_its_place(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<MlflowException>(() => Filter.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_key_that_stands_twice_in_an_order_is_refused() =>
        Assert.Contains("duplicate fields", Assert.Throws<MlflowException>(() => Ordering.Parse(["metrics.a", "metric.`a` DESC"])).Message, StringComparison.Ordinal);
}
