using CsCheck;
using Relevo.Core.Errors;
using Relevo.Core.Tests.Support;
using Relevo.Core.Yaml;

namespace Relevo.Core.Tests.Yaml;

public sealed class YamlDocumentTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scalars_keep_their_source_text()
    {
        var root = Parse("postfix: 0001\nversion: 1.0\nquoted: \"a\\tb\"\nempty:\nbig: 1_000\n");
        Assert.Equal("0001", Text(root, "postfix"));
        Assert.Equal("1.0", Text(root, "version"));
        Assert.Equal("a\tb", Text(root, "quoted"));
        Assert.True(((YamlScalar)root["empty"]!).IsNull);
        Assert.Equal("1_000", Text(root, "big"));
    }

    [Fact]
    public void Lines_and_columns_count_from_one()
    {
        var root = Parse("a: 1\nouter:\n  inner: x\n");
        var inner = ((YamlMapping)root["outer"]!).Find("inner")!;
        Assert.Equal((3, 3), (inner.Key.Location.Line, inner.Key.Location.Column));
        Assert.Equal((3, 10), (inner.Value.Location.Line, inner.Value.Location.Column));
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_change_nothing()
    {
        var file = _folder["bom.yml"];
        File.WriteAllBytes(file, [0xEF, 0xBB, 0xBF, .. "a: 1\r\nb: >-\r\n  x\r\n  y\r\n# end\r\n"u8]);
        var root = (YamlMapping)YamlDocument.Load(file).Root;
        Assert.Equal("1", Text(root, "a"));
        Assert.Equal("x y", Text(root, "b"));
        Assert.Equal(2, root.Find("b")!.Key.Location.Line);
        Assert.Equal(1, root.Find("a")!.Key.Location.Column);
    }

    [Fact]
    public void Anchors_aliases_and_merge_keys_are_resolved_and_own_keys_win()
    {
        var root = Parse("base: &b { x: 1, y: 2 }\ncopy: *b\nmerged: { <<: *b, y: 3 }\n");
        Assert.Equal("{x: 1, y: 2}", root["copy"]!.ToString().Replace("\"", "", StringComparison.Ordinal));
        var merged = (YamlMapping)root["merged"]!;
        Assert.Equal("1", Text(merged, "x"));
        Assert.Equal("3", Text(merged, "y"));
    }

    [Fact]
    public void An_alias_bomb_is_refused()
    {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" +
            string.Concat(Enumerable.Range(1, 12).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        Assert.Contains("aliases", Fault(text).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_merge_bomb_is_refused()
    {
        var text = "a: &a {" + string.Join(", ", Enumerable.Range(0, 2000).Select(i => $"k{i}: x")) + "}\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"m{i}: {{ <<: *a }}\n"));
        Assert.Contains("merges", Fault(text).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alias_to_itself_or_to_nothing_is_refused()
    {
        Assert.Contains("no anchor '&a'", Fault("a: &a [*a]\n").Message, StringComparison.Ordinal);
        Assert.Contains("no anchor '&b'", Fault("a: *b\n").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Deep_nesting_is_refused(char bracket) =>
        Assert.Contains("levels deep", Fault("a: " + string.Concat(Enumerable.Repeat(bracket == '{' ? "{a: " : "[", 20_000)) + "\n").Message, StringComparison.Ordinal);

    [Fact]
    public void A_huge_file_is_refused()
    {
        var file = _folder["huge.yml"];
        using (var stream = File.Create(file)) stream.SetLength(YamlDocument.MaxSizeBytes + 1);
        Assert.Contains("1,048,577 bytes", Refused(() => YamlDocument.Load(file)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_a_folder_and_a_file_that_is_not_text_are_refused()
    {
        Assert.Contains("does not exist", Refused(() => YamlDocument.Load(_folder["none.yml"])).Problem, StringComparison.Ordinal);
        Assert.Contains("'", Refused(() => YamlDocument.Load(_folder.Root)).Problem, StringComparison.Ordinal);
        File.WriteAllBytes(_folder["latin.yml"], [(byte)'a', (byte)':', (byte)' ', 0xE9, 0xFF]);
        Assert.Contains("not UTF-8", Refused(() => YamlDocument.Load(_folder["latin.yml"])).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: 1\nb: [1, 2\nc: 3\n")]
    [InlineData("a: \"unclosed\n")]
    [InlineData("a: 1\n\tb: 2\n")]
    [InlineData("a: b: c\n")]
    [InlineData("a: @x\n")]
    public void A_syntax_error_names_its_place(string text) => Assert.Matches(@"file\.yml:\d+:\d+: not valid YAML: .+\.$", Fault(text).Problem);

    [Fact]
    public void Any_text_is_read_or_refused_with_a_message()
    {
        var pieces = Gen.String[Gen.Char["ab: -\n'\"[]{},#&*!|>%@`?\\\t0~<"], 0, 40];
        pieces.Sample(text =>
        {
            try
            {
                YamlDocument.Parse(text, "file.yml", new Diagnostics());
            }
            catch (RelevoException fault)
            {
                Assert.Equal(ExitCode.Configuration, fault.ExitCode);
            }
        }, iter: 4_000);
    }

    [Fact]
    public void A_second_document_is_refused() => Assert.Contains("second document", Fault("a: 1\n---\nb: 2\n").Problem, StringComparison.Ordinal);

    [Fact]
    public void Every_duplicate_key_is_reported_with_the_first_ones_line()
    {
        var fault = Fault("a: 1\nb: 2\na: 3\nb: 4\n");
        Assert.Contains("file.yml:3:1: key 'a' is given twice; first at line 1.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("file.yml:4:1: key 'b' is given twice; first at line 2.", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("has 2 faults:", fault.Message.Split(Environment.NewLine)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Quoted_text_may_go_on_further_left_than_it_began()
    {
        var root = Parse("step:\n  inputs:\n    prompt: \"one\\n\\\n    two: {{x}}\\n\\\n  three\"\n    other: 'it''s\n   here'\n    last: 1\n");
        var inputs = (YamlMapping)((YamlMapping)root["step"]!)["inputs"]!;
        Assert.Equal("one\ntwo: {{x}}\nthree", Text(inputs, "prompt"));
        Assert.Equal("it's here", Text(inputs, "other"));
        Assert.Equal(8, inputs.Find("last")!.Key.Location.Line);
    }

    [Fact]
    public void An_empty_file_is_nothing_and_reading_it_as_a_mapping_is_a_fault()
    {
        var file = _folder.Write("empty.yml", "# nothing\n");
        Assert.IsType<YamlScalar>(YamlDocument.Load(file).Root);
        Assert.Contains("expected a mapping", Refused(() => YamlDocument.Read(file, reader => reader.OptionalString("a"))).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_written_out_is_the_same_YAML()
    {
        Nodes(3).Sample(node =>
        {
            var text = node.ToString();
            var again = YamlDocument.Parse(text, "file.yml", new Diagnostics()).Root;
            Assert.Equal(text, again.ToString());
        }, iter: 300);
    }

    private static Gen<YamlNode> Nodes(int depth)
    {
        var here = new SourceLocation("file.yml", 1, 1);
        var scalar = Gen.Select(Gen.String[Gen.Char["ab01 .:-#'\"\\{}[]\n\té~&*"], 0, 8], Gen.Bool, (text, _) => (YamlNode)new YamlScalar(here, text, isPlain: false));
        if (depth == 0) return scalar;
        var child = Nodes(depth - 1);
        var sequence = child.List[0, 3].Select(items => (YamlNode)new YamlSequence(here, items));
        var mapping = child.List[0, 3].Select(items => (YamlNode)new YamlMapping(here, [.. items.Select((item, i) => new YamlEntry(new YamlScalar(here, $"k{i}", false), item))]));
        return Gen.OneOf(scalar, sequence, mapping);
    }

    private static YamlMapping Parse(string text) => (YamlMapping)YamlDocument.Parse(text, "file.yml", new Diagnostics()).Root;

    private static string Text(YamlMapping mapping, string key) => ((YamlScalar)mapping[key]!).Text;

    private RelevoException Fault(string text) => Refused(() => YamlDocument.Load(_folder.Write("file.yml", text)));

    private static RelevoException Refused(Action action)
    {
        var fault = Assert.Throws<RelevoException>(action);
        Assert.Equal(ExitCode.Configuration, fault.ExitCode);
        return fault;
    }
}
