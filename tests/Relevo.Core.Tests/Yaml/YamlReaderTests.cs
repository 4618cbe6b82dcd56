using Relevo.Core.Errors;
using Relevo.Core.Tests.Support;
using Relevo.Core.Yaml;

namespace Relevo.Core.Tests.Yaml;

public sealed class YamlReaderTests : IDisposable
{
    private static readonly Dictionary<string, DayOfWeek> Days = new() { ["monday"] = DayOfWeek.Monday, ["friday"] = DayOfWeek.Friday };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Good_values_are_typed()
    {
        var file = _folder.Write("a.yml", "text: hi\nnumber: 3\nreal: 1e-3\nflag: True\nday: Friday\nlist: [a, b]\none: a\nmap: { x: 1, y: { z: 2 } }\n");
        YamlDocument.Read(file, reader =>
        {
            Assert.Equal("hi", reader.RequiredString("text"));
            Assert.Equal(3, reader.RequiredInt("number"));
            Assert.Equal(0.001, reader.OptionalDouble("real"));
            Assert.True(reader.OptionalBool("flag"));
            Assert.Equal(DayOfWeek.Friday, reader.Choice("day", Days));
            Assert.Equal(["a", "b"], reader.Scalars("list").Select(item => item.Text));
            Assert.Equal(["a"], reader.Scalars("one").Select(item => item.Text));
            Assert.Equal("{\"z\": 2}", reader.StringMap("map")["y"]);
            Assert.Null(reader.OptionalInt("none"));
            reader.RejectUnknownKeys();
            return 0;
        });
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("'True'", true)]
    [InlineData("yes", true)]
    [InlineData("On", true)]
    [InlineData("false", false)]
    [InlineData("NO", false)]
    [InlineData("off", false)]
    public void Every_spelling_of_a_boolean_is_taken(string text, bool expected) =>
        Assert.Equal(expected, YamlDocument.Read(_folder.Write("a.yml", $"flag: {text}\n"), reader => reader.OptionalBool("flag")));

    [Fact]
    public void Every_fault_is_reported_at_once_with_its_place_and_what_was_expected()
    {
        var file = _folder.Write("a.yml", "number: three\nreal: [1]\nflag: maybe\nday: fryday\nlist: { a: 1 }\nmap: text\nsmall: -1\nnuber: 4\n");
        var fault = Assert.Throws<RelevoException>(() => YamlDocument.Read(file, reader =>
        {
            reader.RequiredString("missing");
            reader.OptionalInt("number");
            reader.OptionalDouble("real");
            reader.OptionalBool("flag");
            reader.Choice("day", Days);
            reader.Sequence("list");
            reader.Mapping("map");
            reader.OptionalInt("small", min: 0, max: 5);
            reader.RejectUnknownKeys();
            return 0;
        }));
        var lines = fault.Message.Split(Environment.NewLine);
        Assert.EndsWith("a.yml has 9 faults:", lines[0], StringComparison.Ordinal);
        Assert.Collection(
            lines[1..].Select(line => line[(line.IndexOf("a.yml", StringComparison.Ordinal))..]),
            line => Assert.Equal("a.yml:1:1: missing key 'missing'; expected text.", line),
            line => Assert.Equal("a.yml:1:9: 'number' is 'three'; expected a whole number.", line),
            line => Assert.Equal("a.yml:2:7: 'real' is a sequence; expected a number.", line),
            line => Assert.Equal("a.yml:3:7: 'flag' is 'maybe'; expected true or false.", line),
            line => Assert.Equal("a.yml:4:6: 'day' is 'fryday'; expected one of: monday, friday. Did you mean 'friday'?", line),
            line => Assert.Equal("a.yml:5:7: 'list' is a mapping; expected a sequence.", line),
            line => Assert.Equal("a.yml:6:6: 'map' is text; expected a mapping.", line),
            line => Assert.Equal("a.yml:7:8: 'small' is '-1'; expected a whole number from 0 to 5.", line),
            line => Assert.Equal("a.yml:8:1: unknown key 'nuber'; did you mean 'number'?", line));
    }

    [Fact]
    public void One_fault_stands_on_the_first_line()
    {
        var fault = Assert.Throws<RelevoException>(() => YamlDocument.Read(_folder.Write("a.yml", "x: 1\n"), reader => { reader.RejectUnknownKeys(); return 0; }));
        Assert.EndsWith("a.yml:1:1: unknown key 'x'.", fault.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("max_epocs", "max_epochs")]
    [InlineData("lerning_rate", "learning_rate")]
    [InlineData("MAX_EPOCHS", "max_epochs")]
    [InlineData("comupte", "compute")]
    [InlineData("zebra", null)]
    public void The_nearest_name_is_a_slip_away(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Of(name, ["max_epochs", "learning_rate", "compute", "code"]));
}
