using System.Text;
using Relevo.Engine.Parameters;

namespace Relevo.Engine.Hosts;

/// <summary>Writes on, with secrets masked. Only an end that may become a secret, such as its first letters, is held back.</summary>
internal sealed class MaskingWriter(TextWriter inner, Secrets secrets) : TextWriter
{
    private readonly StringBuilder held = new();
    private readonly Lock gate = new();

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Pass([value]);

    public override void Write(char[] buffer, int index, int count) => Pass(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Pass(buffer);

    public override void Write(string? value) => Pass(value);

    public override void WriteLine(string? value) => Pass(value + Environment.NewLine);

    // What is held back is no whole secret yet, and stays.
    public override void Flush() => inner.Flush();

    /// <summary>Writes what is held back: nothing more will come.</summary>
    public void Complete()
    {
        lock (gate)
        {
            Release(keep: 0);
            inner.Flush();
        }
    }

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
