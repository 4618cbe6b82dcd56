using System.Buffers;
using System.Text;

namespace Relevo.Local.Jobs.Processes;

/// <summary>Cuts what a process writes into lines: raw bytes for the log, clean text for people.</summary>
internal static class OutputLines
{
    /// <summary>The most characters of a line that people are shown; the log has all.</summary>
    public const int MaxShownLength = 4000;

    // A process that writes without line breaks must not fill the memory.
    private const int MaxHeldBytes = 256 * 1024;

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">Standard output or error of a process.</param>
    /// <param name="log">Gets every byte, whole lines at a time.</param>
    /// <param name="show">Gets each line as text, without escape sequences; waits where the reader of events is behind.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task PumpAsync(Stream stream, StepLog log, Func<string, ValueTask> show, CancellationToken cancellationToken)
    {
        var held = new ArrayBufferWriter<byte>(4096);
        var buffer = new byte[16 * 1024];
        var isCut = false;
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            var rest = buffer.AsMemory(0, count);
            while (rest.Span.IndexOf((byte)'\n') is >= 0 and var end)
            {
                held.Write(rest.Span[..(end + 1)]);
                rest = rest[(end + 1)..];
                log.Write(held.WrittenSpan);
                if (!isCut) await show(Clean(held.WrittenSpan));
                isCut = false;
                held.ResetWrittenCount();
            }
            held.Write(rest.Span);
            if (held.WrittenCount > MaxHeldBytes)
            {
                log.Write(held.WrittenSpan);
                if (!isCut) await show(Clean(held.WrittenSpan));
                isCut = true;
                held.ResetWrittenCount();
            }
            log.Flush();
        }
        if (held.WrittenCount == 0) return;
        log.Write(held.WrittenSpan);
        log.Write("\n"u8);
        if (!isCut) await show(Clean(held.WrittenSpan));
    }

    /// <summary>One line as people see it: bytes that are not UTF-8 replaced, no control characters, of a redrawn line only its last state.</summary>
    public static string Clean(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line[..Math.Min(line.Length, MaxShownLength * 4)]).TrimEnd('\n', '\r');
        var redrawn = text.LastIndexOf('\r');
        if (redrawn >= 0) text = text[(redrawn + 1)..];
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\e') at = EndOfEscape(text, at);
            else if (text[at] == '\t' || !char.IsControl(text[at])) clean.Append(text[at]);
        }
        if (clean.Length <= MaxShownLength && line.Length <= MaxShownLength * 4) return clean.ToString();
        return $"{clean.ToString(0, Math.Min(clean.Length, MaxShownLength))}... (cut; the log file has the whole line)";
    }

    // ECMA-48: CSI (ESC [ ... final byte), OSC (ESC ] ... BEL or ESC \), or ESC and one character.
    private static int EndOfEscape(string text, int at)
    {
        if (at + 1 >= text.Length) return at;
        if (text[at + 1] == '[')
        {
            for (var end = at + 2; end < text.Length; end++) if (text[end] is >= '@' and <= '~') return end;
            return text.Length;
        }
        if (text[at + 1] == ']')
        {
            for (var end = at + 2; end < text.Length; end++)
            {
                if (text[end] == '\a') return end;
                if (text[end] == '\e' && end + 1 < text.Length && text[end + 1] == '\\') return end + 1;
            }
            return text.Length;
        }
        return at + 1;
    }
}
