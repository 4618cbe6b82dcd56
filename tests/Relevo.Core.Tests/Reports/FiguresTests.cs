using Relevo.Core.Reports;

namespace Relevo.Core.Tests.Reports;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.87312345, "0.87312")]
    [InlineData(-0.02, "-0.02")]
    [InlineData(12, "12")]
    [InlineData(9773, "9,773")]
    [InlineData(12345.678, "12,345.7")]
    [InlineData(0.00001234, "1.234e-5")]
    [InlineData(1.5e300, "1.5e+300")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "∞")]
    public void Numbers_have_as_many_digits_as_a_person_reads(double number, string text) => Assert.Equal(text, Figures.Number(number));

    [Theory]
    [InlineData(12, "12 B")]
    [InlineData(1_209_142, "1.2 MB")]
    [InlineData(2_500_000_000, "2.5 GB")]
    public void Sizes_are_decimal(long bytes, string text) => Assert.Equal(text, Figures.Bytes(bytes));

    [Theory]
    [InlineData(0.014, "14 ms")]
    [InlineData(12.4, "12.4 s")]
    [InlineData(75, "1 min 15 s")]
    [InlineData(7_260, "2 h 1 min")]
    [InlineData(90_000, "25 h 0 min")]
    public void Durations_have_at_most_two_units(double seconds, string text) => Assert.Equal(text, Figures.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Text_is_not_cut_within_a_sign() => Assert.Equal("a…", Figures.Cut("a\U0001F600b", 2));
}
