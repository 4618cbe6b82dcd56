using System.Text;
using Relevo.Engine.Parameters;

namespace Relevo.Engine.Hosts;

/// <summary>Writes on, with secrets masked. Only an end that may become a secret, such as its first letters, is held back.</summary>
internal sealed class MaskingWriter(TextWriter inner, Secrets secrets) : TextWriter
{
    private readonly Lock gate = new();
    private string held = "";

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
            inner.Write(secrets.Hide(held));
            held = "";
            inner.Flush();
        }
    }

    private void Pass(ReadOnlySpan<char> text)
    {
        lock (gate)
        {
            var all = string.Concat(held, text);
            var undecided = secrets.Undecided(all);
            inner.Write(secrets.Hide(all[..undecided]));
            held = all[undecided..];
        }
    }
}
