using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Relevo.Core.Yaml;

/// <summary>A scalar that keeps its source text: <c>0001</c> stays <c>0001</c> and <c>1.0</c> stays <c>1.0</c>.</summary>
/// <param name="location">Where it begins.</param>
/// <param name="text">The text, with quotes, folding and escapes undone.</param>
/// <param name="isPlain">Whether it was written without quotes or block style, so that it may be null, a number or a boolean.</param>
public sealed partial class YamlScalar(SourceLocation location, string text, bool isPlain) : YamlNode(location)
{
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\n\"'\\");

    /// <summary>The scalar as it stands in the file, quotes and line ends included, or null where it stands in none.</summary>
    internal ReadOnlyMemory<char>? Written { get; init; }

    /// <summary>The text, with quotes, folding and escapes undone.</summary>
    public string Text { get; } = text;

    /// <summary>Whether it was written without quotes or block style.</summary>
    public bool IsPlain { get; } = isPlain;

    /// <summary>Whether it stands for nothing: empty, <c>~</c> or <c>null</c>.</summary>
    public bool IsNull => IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");

    /// <summary>The value of a YAML 1.1 boolean (<c>true</c>, <c>True</c>, <c>yes</c>, <c>on</c>, ...), or null.</summary>
    public bool? Boolean => !IsPlain ? null : Text switch
    {
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
        _ => null,
    };

    /// <summary>Whether it is a whole number.</summary>
    public bool IsInteger => IsPlain && IntegerPattern.IsMatch(Text);

    /// <summary>Whether it is a number, whole or not.</summary>
    public bool IsNumber => IsPlain && NumberPattern.IsMatch(Text);

    /// <inheritdoc/>
    public override string Kind => IsNull ? "nothing" : Boolean is not null ? "a boolean" : IsNumber ? "a number" : "text";

    /// <summary>Where a part of the text stands in the file: its own line and column, also in a scalar of several lines; else where the scalar begins.</summary>
    /// <param name="offset">Where the part begins in <see cref="Text"/>.</param>
    internal SourceLocation LocationOf(int offset)
    {
        if (Written is not { Span: var written } || offset >= Text.Length) return Location;
        // Folding and escapes move everything but words, so the part is known by its first word and by how many of its like stand in front.
        var end = Text.AsSpan(offset).IndexOfAny(WordEnds);
        var word = Text.AsSpan(offset, end < 0 ? Text.Length - offset : end);
        if (word.IsEmpty) return Location;
        var at = -1;
        for (var before = Text.AsSpan(0, offset).Count(word); before >= 0; before--)
        {
            var next = written[(at + 1)..].IndexOf(word);
            if (next < 0) return Location;
            at += next + 1;
        }
        var lines = written[..at].Count('\n');
        return lines == 0 ? Location with { Column = Location.Column + at } : Location with { Line = Location.Line + lines, Column = at - written[..at].LastIndexOf('\n') };
    }

    internal override long ExpandedSize => 1;

    internal override void WriteTo(StringBuilder text)
    {
        if (IsNull) text.Append("null");
        else if (IsNumber || Boolean is not null) text.Append(Text);
        else text.Append('"').Append(JsonEncodedText.Encode(Text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)).Append('"');
    }

    [GeneratedRegex(@"^[-+]?[0-9][0-9_]*$")]
    private static partial Regex IntegerPattern { get; }

    [GeneratedRegex(@"^[-+]?([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?$|^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$")]
    private static partial Regex NumberPattern { get; }
}
