using System.Globalization;
using System.Text;
using CsCheck;
using Relevo.Core.Data;
using Relevo.Core.Tests.Support;

namespace Relevo.Core.Tests.Data;

/// <summary>Compares the streaming computation with the plain definition of each figure.</summary>
public sealed class TableStatisticsProperties
{
    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.Double[-1000, 1000], Gen.Int[-5, 5].Select(i => (double)i), Gen.Double.Unit, Gen.Const(1e308), Gen.Const(-1e308), Gen.Const(5e-324));

    private static readonly Gen<string> Text = Gen.String[Gen.OneOf(Gen.Char["ab\",\n\r; é"], Gen.Char.AlphaNumeric), 0, 6].Where(text => text != "\r");

    [Fact]
    public async Task Numbers_are_summarised_as_by_definition() => await Number.Array[1, 60].SampleAsync(async numbers =>
    {
        var column = (await Compute(numbers.Select(n => new[] { n.ToString("R", CultureInfo.InvariantCulture) }))).Features[0];

        var actual = column.Numeric!; // Not null: there is a number.
        var sorted = numbers.Order().ToArray();
        Assert.Equal(numbers.Length, column.NumNonMissing);
        Assert.Equal(numbers.Distinct().Count(), column.Unique);
        Assert.Equal((sorted[0], sorted[^1], numbers.Count(n => n == 0)), (actual.Min, actual.Max, actual.NumZeros));
        Assert.Equal((sorted[(sorted.Length - 1) / 2] / 2) + (sorted[sorted.Length / 2] / 2), actual.Median, 1e-12);
        if (sorted[^1] < 1e300 && sorted[0] > -1e300)
        {
            var mean = numbers.Average();
            Assert.Equal(mean, actual.Mean, 1e-9);
            Assert.Equal(Math.Sqrt(numbers.Average(n => (n - mean) * (n - mean))), actual.StdDev, 1e-6);
        }
        var buckets = actual.Histogram;
        Assert.Equal(numbers.Length, buckets.Sum(b => b.SampleCount));
        Assert.Equal((sorted[0], sorted[^1]), (buckets[0].LowValue, buckets[^1].HighValue));
        for (var at = 0; at < buckets.Count; at++)
        {
            var (bucket, isLast) = (buckets[at], at == buckets.Count - 1);
            Assert.Equal(numbers.Count(n => n >= bucket.LowValue && (n < bucket.HighValue || (isLast && n == bucket.HighValue))), bucket.SampleCount);
        }
    }, iter: 150);

    [Fact]
    public async Task Text_survives_quoting_and_is_counted_as_by_definition() =>
        await Gen.Select(Text, Text).Array[1, 30].SampleAsync(async rows =>
        {
            var table = await Compute(rows.Select(row => new[] { "t" + row.Item1, "t" + row.Item2 }));

            Assert.Equal(rows.Length, table.NumExamples);
            string[][] columns = [[.. rows.Select(row => "t" + row.Item1)], [.. rows.Select(row => "t" + row.Item2)]];
            foreach (var (values, column) in columns.Zip(table.Features))
            {
                Assert.Equal(values.Distinct().Count(), column.Unique);
                Assert.Equal(values.Average(value => value.Length), column.AverageLength ?? 0, 1e-9);
                var expected = values.GroupBy(v => v).Select(v => new FrequentValue(v.Key, v.Count()))
                    .OrderByDescending(v => v.Frequency).ThenBy(v => v.Value, StringComparer.Ordinal).Take(10);
                Assert.Equal(expected, column.TopValues);
            }
        }, iter: 150);

    [Fact]
    public async Task Beyond_a_million_numbers_the_median_comes_from_a_sample_and_the_counts_stay_exact()
    {
        using var folder = new TempFolder();
        var text = new StringBuilder("n\n");
        const int Rows = 1_100_000;
        for (var i = 0; i < Rows; i++)
            text.Append((long)i * 7919 % Rows).Append('\n');

        var table = await TableStatistics.ComputeAsync(folder.Write("t.csv", text.ToString()), TestContext.Current.CancellationToken);

        var column = table!.Features[0]; // Not null: a .csv with a header.
        Assert.Equal((Rows, 1L), (column.NumNonMissing, column.Numeric!.NumZeros));
        Assert.Equal(100_000, column.Unique);
        Assert.Equal((Rows - 1) / 2.0, column.Numeric.Mean, 1e-3);
        Assert.InRange(column.Numeric.Median / Rows, 0.49, 0.51);
        Assert.InRange(column.Numeric.Histogram.Sum(b => b.SampleCount), Rows - 10, Rows + 10);
    }

    private static async Task<DatasetStatistics> Compute(IEnumerable<string[]> rows)
    {
        using var folder = new TempFolder();
        var lines = rows.ToList();
        var header = string.Join(',', lines[0].Select((_, at) => $"c{at}"));
        var body = lines.Select(row => string.Join(',', row.Select(value => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")));
        var table = await TableStatistics.ComputeAsync(folder.Write("t.csv", $"{header}\n{string.Join('\n', body)}\n"), CancellationToken.None);
        return table!; // Not null: a .csv with a header.
    }
}
