using System.Text;

namespace Relevo.Core.Yaml;

/// <summary>
/// Indents the further lines of quoted scalars. Azure ML's own reader takes quoted text whose further lines begin further left than
/// YAML 1.2 asks for, and published pipelines have such text; YamlDotNet refuses it. Blanks that begin a further line of a quoted
/// scalar mean nothing, so that indenting changes neither the value nor any line number.
/// </summary>
internal sealed class QuotedText(string text)
{
    // Each repair costs one more reading; no honest file needs as many characters read.
    private const long MostCharactersRead = 4_000_000;
    private readonly HashSet<(long Line, long Column)> _repaired = [];

    /// <summary>The text with every repair so far.</summary>
    public string Text { get; private set; } = text;

    /// <summary>Indents the quoted scalar that begins at a place; false where there is none of several lines, or it is indented already.</summary>
    public bool Indent(long line, long column)
    {
        if ((_repaired.Count + 1L) * Text.Length > MostCharactersRead || !_repaired.Add((line, column))) return false;
        if (Offset(line, column) is not { } start || Text[start] is not ('"' or '\'') || End(start) is not { } end) return false;
        var scalar = Text.AsSpan(start, end - start);
        if (scalar.IndexOf('\n') < 0) return false;
        var indented = new StringBuilder(Text.Length + 256).Append(Text, 0, start);
        var blanks = new string(' ', (int)Math.Min(column, 200));
        foreach (var letter in scalar)
        {
            indented.Append(letter);
            if (letter == '\n') indented.Append(blanks);
        }
        Text = indented.Append(Text, end, Text.Length - end).ToString();
        return true;
    }

    private int? Offset(long line, long column)
    {
        var offset = 0;
        for (var at = 1L; at < line; at++)
        {
            offset = Text.IndexOf('\n', offset) + 1;
            if (offset == 0) return null;
        }
        return offset + column - 1 is var start && start >= 0 && start < Text.Length ? (int)start : null;
    }

    private int? End(int start)
    {
        var quote = Text[start];
        for (var i = start + 1; i < Text.Length; i++)
        {
            if (quote == '"' && Text[i] == '\\') i++;
            else if (Text[i] == quote && !(quote == '\'' && i + 1 < Text.Length && Text[i + 1] == quote)) return i;
            else if (Text[i] == quote) i++;
        }
        return null;
    }
}
