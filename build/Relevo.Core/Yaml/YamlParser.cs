using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Relevo.Core.Yaml;

/// <summary>Builds nodes from YamlDotNet's events, within bounds that no honest file reaches.</summary>
internal sealed class YamlParser
{
    private const int MaxDepth = 100;
    private const long MaxExpandedNodes = 500_000;

    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private readonly Scanner _scanner;
    private readonly Parser _events;
    private readonly string _file;
    private readonly string _text;
    private readonly Diagnostics _diagnostics;
    private long _mergedEntries;

    private YamlParser(string text, string file, Diagnostics diagnostics)
    {
        _scanner = new Scanner(new StringReader(text), skipComments: true);
        _events = new Parser(_scanner);
        _file = file;
        _text = text;
        _diagnostics = diagnostics;
    }

    /// <summary>The root of the only document in a text.</summary>
    /// <exception cref="Errors.RelevoException">The text is not YAML.</exception>
    public static YamlNode Parse(string text, string file, Diagnostics diagnostics)
    {
        var quotes = new QuotedText(text);
        while (true)
        {
            var found = new Diagnostics();
            var parser = new YamlParser(quotes.Text, file, found);
            try
            {
                var root = parser.Document();
                diagnostics.AddRange(found);
                return root;
            }
            catch (YamlException fault) when (quotes.Indent(fault.Start.Line, fault.Start.Column))
            {
                // Read again with the text indented.
            }
            catch (YamlException fault)
            {
                diagnostics.AddRange(found);
                var place = new[] { fault.End, parser._scanner.CurrentPosition }.FirstOrDefault(parser.IsIndentedByTab, fault.Start);
                diagnostics.Add(parser.At(place), $"{Describe(fault)}{parser.Hint(place)}.");
                throw diagnostics.ToException(fault);
            }
            catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
            {
                // YamlDotNet loses its way in some unclosed flow collections instead of saying so.
                diagnostics.AddRange(found);
                diagnostics.Add(parser.At(parser._events.Current?.Start ?? Mark.Empty), "not valid YAML: a bracket, brace or quote near here is most likely not closed.");
                throw diagnostics.ToException(fault);
            }
        }
    }

    private YamlNode Document()
    {
        _events.Consume<StreamStart>();
        if (_events.Accept<StreamEnd>(out _)) return new YamlScalar(new SourceLocation(_file, 1, 1), "", isPlain: true);
        _events.Consume<DocumentStart>();
        var root = Node(0);
        _events.Consume<DocumentEnd>();
        if (_events.TryConsume<DocumentStart>(out var second))
            throw new YamlException(second.Start, second.End, "a second document begins here; expected one document in a file");
        if (root.ExpandedSize > MaxExpandedNodes)
            throw new YamlException(Mark.Empty, Mark.Empty, $"the aliases of this file expand to more than {MaxExpandedNodes:N0} nodes");
        return root;
    }

    private YamlNode Node(int depth)
    {
        var start = _events.Current?.Start ?? Mark.Empty;
        if (depth > MaxDepth)
            throw new YamlException(start, start, $"nested more than {MaxDepth} levels deep");
        if (_events.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.TryGetValue(alias.Value.Value, out var known)
                ? known
                : throw new YamlException(alias.Start, alias.End, $"no anchor '&{alias.Value.Value}' is defined above this alias");
        }
        if (_events.Current is not NodeEvent { Anchor: var anchor })
            throw new YamlException(start, start, "expected a value here");
        YamlNode node = _events.Current switch
        {
            MappingStart => Mapping(depth),
            SequenceStart => Sequence(depth),
            _ => Scalar(),
        };
        if (!anchor.IsEmpty) _anchors[anchor.Value] = node;
        return node;
    }

    private YamlScalar Scalar()
    {
        var scalar = _events.Consume<Scalar>();
        var isPlain = scalar.Style == ScalarStyle.Plain && (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific);
        return new YamlScalar(At(scalar.Start), scalar.Value, isPlain) { Written = Between(scalar.Start, scalar.End) };
    }

    private YamlSequence Sequence(int depth)
    {
        var start = _events.Consume<SequenceStart>();
        var items = new List<YamlNode>();
        while (!_events.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
        return new YamlSequence(At(start.Start), items);
    }

    private YamlMapping Mapping(int depth)
    {
        var start = _events.Consume<MappingStart>();
        var entries = new OrderedDictionary<string, YamlEntry>(StringComparer.Ordinal);
        var merged = new List<YamlMapping>();
        while (!_events.TryConsume<MappingEnd>(out _))
        {
            var keyNode = Node(depth + 1);
            var value = Node(depth + 1);
            // The parser puts a key that is not there at the end of what stands above.
            if (keyNode is YamlScalar { Text.Length: 0, IsPlain: true }) keyNode = new YamlScalar(value.Location, "", isPlain: true);
            if (keyNode is not YamlScalar key)
                _diagnostics.Add(keyNode.Location, $"a key has to be text, found {keyNode.Kind}; quote the value if it holds '{{{{...}}}}' that a script replaces.");
            else if (key is { Text: "<<", IsPlain: true })
                merged.AddRange(Merged(value));
            else if (!entries.TryAdd(key.Text, new YamlEntry(key, value)))
                _diagnostics.Add(key.Location, $"key '{key.Text}' is given twice; first at line {entries[key.Text].Key.Location.Line}.");
        }
        foreach (var entry in merged.SelectMany(mapping => mapping.Entries))
        {
            if (++_mergedEntries > MaxExpandedNodes)
                throw new YamlException(start.Start, start.End, $"the merges of this file add more than {MaxExpandedNodes:N0} keys");
            entries.TryAdd(entry.Key.Text, entry);
        }
        return new YamlMapping(At(start.Start), [.. entries.Values]);
    }

    private IEnumerable<YamlMapping> Merged(YamlNode value)
    {
        foreach (var node in value is YamlSequence sequence ? sequence.Items : [value])
        {
            if (node is YamlMapping mapping) yield return mapping;
            else _diagnostics.Add(node.Location, $"'<<' merges mappings, found {node.Kind}.");
        }
    }

    // What the parser says is seldom what a person did; the line itself tells more.
    private string Hint(Mark mark)
    {
        var line = LineOf(mark);
        if (line.IsEmpty) return "";
        if (IsIndentedByTab(mark)) return "; this line is indented by a tab, where YAML takes spaces only";
        if (line.Contains("{{", StringComparison.Ordinal) && !line.Contains("${{", StringComparison.Ordinal)) return "; quote a value that holds '{{...}}'";
        if (mark.Index < _text.Length && _text[(int)mark.Index] is '"' or '\'') return "; the quote that begins here is most likely not closed";
        if (mark.Index < _text.Length && _text[(int)mark.Index] is var sign and ('@' or '`' or '%' or '&' or '*' or '|' or '>')) return $"; quote a value that begins with '{sign}'";
        return line.Contains(": ", StringComparison.Ordinal) ? "; check the indentation of this line, and quote a value that holds ': '" : "; check the indentation and the quotes of this line and of the one above";
    }

    private bool IsIndentedByTab(Mark mark) => LineOf(mark) is var line && line[..(line.Length - line.TrimStart().Length)].Contains('\t');

    private ReadOnlySpan<char> LineOf(Mark mark)
    {
        if (mark.Index <= 0 || mark.Index > _text.Length) return [];
        var start = _text.LastIndexOf('\n', (int)mark.Index - 1) + 1;
        var end = _text.IndexOf('\n', start);
        return _text.AsSpan(start, (end < 0 ? _text.Length : end) - start);
    }

    private SourceLocation At(Mark mark) => new(_file, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private ReadOnlyMemory<char>? Between(Mark start, Mark end) =>
        start.Index >= 0 && end.Index > start.Index && end.Index <= _text.Length ? _text.AsMemory((int)start.Index, (int)(end.Index - start.Index)) : null;

    private static string Describe(YamlException fault)
    {
        var message = fault.Message.Trim().TrimEnd('.');
        // YamlDotNet puts the position in front of some messages: "(Line: 1, Col: 2, Idx: 3) - (...): text".
        var end = message.StartsWith("(Line:", StringComparison.Ordinal) ? message.LastIndexOf("): ", StringComparison.Ordinal) : -1;
        if (end >= 0) message = message[(end + 3)..];
        return $"not valid YAML: {message.ReplaceLineEndings(" ")}";
    }
}
