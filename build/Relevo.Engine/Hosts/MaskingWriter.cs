using System.Text;
using Relevo.Engine.Parameters;

namespace Relevo.Engine.Hosts;

/// <summary>Writes on, with secrets masked. A line is held back until it ends only while it ends in what may become a secret.</summary>
internal sealed class MaskingWriter(TextWriter inner, Secrets secrets) : TextWriter
{
    private readonly StringBuilder held = new();
    private readonly Lock gate = new();

    public override Encoding Encoding => inner.Encoding;

    /// <summary>What it writes to.</summary>
    public TextWriter Inner => inner;

    public override void Write(char value) => Pass([value]);

    public override void Write(char[] buffer, int index, int count) => Pass(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Pass(buffer);

    public override void Write(string? value) => Pass(value);

    public override void WriteLine(string? value) => Pass(value + Environment.NewLine);

    public override void Flush()
    {
        lock (gate)
        {
            Release(keep: 0);
            inner.Flush();
        }
    }

    // A pause is no end: what may be the first half of a secret stays until the writer is done with it.
    private void Pass(ReadOnlySpan<char> text)
    {
        lock (gate)
        {
            held.Append(text);
            Release(LongestBeginning());
        }
    }

    private void Release(int keep)
    {
        if (held.Length == keep)
            return;

        var text = secrets.Hide(held.ToString());
        var kept = Math.Min(keep, text.Length);
        inner.Write(text[..^kept]);
        held.Clear().Append(text, text.Length - kept, kept);
    }

    // How many of the last characters are the beginning of a secret.
    private int LongestBeginning()
    {
        var text = held.ToString();
        var longest = 0;
        foreach (var secret in secrets.Values)
        {
            for (var length = Math.Min(secret.Length - 1, text.Length); length > longest; length--)
            {
                if (text.AsSpan().EndsWith(secret.AsSpan(0, length), StringComparison.Ordinal))
                {
                    longest = length;
                    break;
                }
            }
        }

        return longest;
    }
}
