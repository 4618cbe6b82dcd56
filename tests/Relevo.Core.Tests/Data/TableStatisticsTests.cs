using System.IO.Compression;
using System.Text;
using Relevo.Core.Data;
using Relevo.Core.Errors;
using Relevo.Core.Tests.Support;

namespace Relevo.Core.Tests.Data;

public sealed class TableStatisticsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Columns_are_told_apart_as_whole_numbers_numbers_and_text()
    {
        var table = await Compute("t.csv", "a,b,c,d\n1,1.5,x,\n2,2,1,NA\n-3,1e3,2,null\n");

        Assert.Equal(3, table.NumExamples);
        Assert.Equal([FeatureType.Int, FeatureType.Float, FeatureType.String, FeatureType.String], table.Features.Select(f => f.Type));
        Assert.Equal((0, 3, 0), (table.Features[3].NumNonMissing, table.Features[3].NumMissing, table.Features[3].Unique));
        Assert.Null(table.Features[3].Numeric);
        Assert.Null(table.Features[3].AverageLength);
        Assert.Equal(1.0, table.Features[2].AverageLength);
    }

    [Fact]
    public async Task Missing_values_are_counted_and_left_out()
    {
        var column = (await Compute("t.csv", "a,b\n1,x\n,x\nNaN,x\n3,x\n")).Features[0];

        Assert.Equal((2, 2, FeatureType.Int), (column.NumNonMissing, column.NumMissing, column.Type));
        Assert.Equal(2, column.Numeric?.Mean);
        Assert.Equal(2, column.Numeric?.Median);
    }

    [Fact]
    public async Task The_word_None_is_a_category() =>
        Assert.Equal(3, (await Compute("t.csv", "damage,n\nNone,1\nMinor,2\nNone,3\n")).Features[0].NumNonMissing);

    [Fact]
    public async Task Quoted_values_may_hold_separators_quotes_and_line_breaks()
    {
        var column = (await Compute("t.csv", "a,b\r\n\"x, \"\"y\"\"\r\nz\",1\r\n\"x, \"\"y\"\"\r\nz\",2\r\n")).Features[0];

        Assert.Equal(new FrequentValue("x, \"y\"\r\nz", 2), Assert.Single(column.TopValues));
    }

    [Fact]
    public async Task A_quote_inside_of_a_bare_value_is_a_plain_character() =>
        Assert.Equal("5\" pipe", (await Compute("t.csv", "a,b\n5\" pipe,1\n")).Features[0].TopValues[0].Value);

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_the_first_name()
    {
        var file = Path.Combine(_folder.Root, "t.csv");
        await File.WriteAllTextAsync(file, "a,b\n1,2\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), Token);

        Assert.Equal(["a", "b"], (await Compute(file)).Features.Select(f => f.Name));
    }

    [Fact]
    public async Task A_column_without_a_name_keeps_its_empty_name() =>
        Assert.Equal(["", "cost"], (await Compute("t.csv", ",cost\n0,4.5\n1,6\n")).Features.Select(f => f.Name));

    [Theory]
    [InlineData("t.tsv", "a\tb\n1\t2\n")]
    [InlineData("t.csv", "a;b\n1;2\n")]
    [InlineData("T.CSV", "a\tb\n1\t2\n")]
    public async Task Other_separators_are_recognised(string name, string text) =>
        Assert.Equal(["a", "b"], (await Compute(name, text)).Features.Select(f => f.Name));

    [Theory]
    [InlineData("a,b\n1,2\n1,2,3\n", ":3: the row has 3 values, the header 2.")]
    [InlineData("a,b\n\"1\n2\",2\n1\n", ":4: the row has 1 value, the header 2.")]
    public async Task A_ragged_row_is_named_by_file_and_line(string text, string problem)
    {
        var file = _folder.Write("t.csv", text);

        var fault = await Assert.ThrowsAsync<RelevoException>(() => TableStatistics.ComputeAsync(file, Token));

        Assert.Equal(file + problem, fault.Problem);
        Assert.Equal(ExitCode.Configuration, fault.ExitCode);
    }

    [Fact]
    public async Task A_quote_that_never_closes_is_a_fault_and_not_one_huge_value()
    {
        var file = _folder.Write("t.csv", "a,b\n1,\"2\n3,4\n");

        var fault = await Assert.ThrowsAsync<RelevoException>(() => TableStatistics.ComputeAsync(file, Token));

        Assert.StartsWith(file + ":", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packed_files_are_unpacked_on_the_way()
    {
        var file = Path.Combine(_folder.Root, "t.csv.gz");
        await using (var packed = new GZipStream(File.Create(file), CompressionLevel.Fastest))
            await packed.WriteAsync("a,b\n1,2\n3,4\n"u8.ToArray(), Token);

        Assert.Equal(2, (await Compute(file)).NumExamples);
    }

    [Fact]
    public async Task A_broken_packed_file_is_told_without_a_stack_trace()
    {
        var file = _folder.Write("t.csv.gz", "no gzip");

        var fault = await Assert.ThrowsAsync<RelevoException>(() => TableStatistics.ComputeAsync(file, Token));

        Assert.Contains(file, fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_a_folder_with_one_header_are_one_table()
    {
        _folder.Write("part/0.csv", "a,b\n1,2\n");
        _folder.Write("part/1.csv", "a,b\n3,4\n");
        _folder.Write("part/_SUCCESS", "");
        _folder.Write("part/README.md", "About it.");

        Assert.Equal(2, (await Compute(Path.Combine(_folder.Root, "part"))).NumExamples);
    }

    [Fact]
    public async Task Files_of_a_folder_with_different_headers_are_no_table()
    {
        _folder.Write("0.csv", "a,b\n1,2\n");
        _folder.Write("1.csv", "a,c\n3,4\n");

        Assert.Null(await TableStatistics.ComputeAsync(_folder.Root, Token));
    }

    [Theory]
    [InlineData("image.png", "")]
    [InlineData("empty.csv", "")]
    [InlineData("empty.jsonl", "\n\n")]
    public async Task Other_files_are_no_table(string name, string text) =>
        Assert.Null(await TableStatistics.ComputeAsync(_folder.Write(name, text), Token));

    [Fact]
    public async Task A_header_alone_is_a_table_without_rows() => Assert.Equal(0, (await Compute("t.csv", "a,b\n")).NumExamples);

    [Fact]
    public async Task A_path_that_is_not_there_is_a_fault_for_people()
    {
        var fault = await Assert.ThrowsAsync<RelevoException>(() => TableStatistics.ComputeAsync(Path.Combine(_folder.Root, "no.csv"), Token));

        Assert.Contains("no.csv", fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_on_lines_may_lack_properties()
    {
        var table = await Compute("t.jsonl", """
            {"a": 1, "b": "1"}

            {"b": null, "c": true, "a": 2.5}
            {"c": {"d": [1]}}
            """);

        Assert.Equal(["a", "b", "c"], table.Features.Select(f => f.Name));
        Assert.Equal([FeatureType.Float, FeatureType.String, FeatureType.String], table.Features.Select(f => f.Type));
        Assert.Equal([1, 2, 1], table.Features.Select(f => f.NumMissing));
    }

    [Theory]
    [InlineData("{\"a\":1}\n[1]\n", ":2: the line is a JSON array")]
    [InlineData("{\"a\":1\n", ":1: the line is not JSON")]
    public async Task A_line_that_is_no_object_is_named(string text, string problem)
    {
        var file = _folder.Write("t.jsonl", text);

        var fault = await Assert.ThrowsAsync<RelevoException>(() => TableStatistics.ComputeAsync(file, Token));

        Assert.StartsWith(file + problem, fault.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_number_in_two_spellings_is_one_value()
    {
        var column = (await Compute("t.csv", "a,b\n1,x\n1.0,x\n01,x\n2,x\n")).Features[0];

        Assert.Equal(2, column.Unique);
        Assert.Equal(new FrequentValue("1", 3), column.TopValues[0]);
    }

    [Fact]
    public async Task Infinite_values_do_not_spoil_the_rest()
    {
        var column = (await Compute("t.csv", "a,b\n1,x\n1e999,x\n3,x\n-Infinity,x\n")).Features[0];

        Assert.Equal((FeatureType.Float, 4L), (column.Type, column.NumNonMissing));
        Assert.Equal((1.0, 2.0, 3.0), (column.Numeric!.Min, column.Numeric.Mean, column.Numeric.Max)); // Not null: 1 and 3 are finite.
    }

    [Fact]
    public async Task Long_text_is_cut_but_told_apart()
    {
        var start = new string('x', 500);
        var column = (await Compute("t.csv", $"a,b\n{start}1,x\n{start}2,x\n")).Features[0];

        Assert.Equal(2, column.Unique);
        Assert.All(column.TopValues, top => Assert.True(top.Value.Length < 150));
    }

    [Fact]
    public async Task Reading_can_be_stopped()
    {
        var file = _folder.Write("t.csv", "a,b\n1,2\n");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TableStatistics.ComputeAsync(file, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task The_taxi_trips_of_the_quickstart_are_read()
    {
        var shared = SharedFiles.Require("data/taxi/taxi-data.csv");

        var table = await Compute(shared);

        Assert.Equal(22, table.Features.Count);
        Assert.Equal(9773, table.NumExamples);
        Assert.Equal(FeatureType.Float, table.Features.Single(f => f.Name == "cost").Type);
        Assert.All(table.Features, f => Assert.Equal(9773, f.Numeric?.Histogram.Sum(b => b.SampleCount)));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<DatasetStatistics> Compute(string name, string text) => Compute(_folder.Write(name, text));

    private static async Task<DatasetStatistics> Compute(string path)
    {
        var table = await TableStatistics.ComputeAsync(path, Token);
        Assert.NotNull(table);
        return table;
    }
}
