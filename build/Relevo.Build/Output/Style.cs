namespace Relevo.Build.Output;

/// <summary>Colours of the sixteen that every terminal has, or none.</summary>
/// <param name="isTerminal">True where a person looks at it.</param>
/// <param name="hasColours">True where escape codes are wanted.</param>
internal sealed class Style(bool isTerminal, bool hasColours)
{
    /// <summary>True where a person looks at it.</summary>
    public bool IsTerminal { get; } = isTerminal;

    /// <summary>Looks at standard output, <c>NO_COLOR</c> (no-color.org) and <c>TERM</c>.</summary>
    public static Style Detect()
    {
        var isTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";
        var isPlain = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("CI") is "true";
        return new(isTerminal && !isPlain, isTerminal && !isPlain);
    }

    /// <summary>Good news.</summary>
    public string Good(string text) => Paint("32", text);

    /// <summary>Something to mind.</summary>
    public string Warn(string text) => Paint("33", text);

    /// <summary>Bad news.</summary>
    public string Bad(string text) => Paint("31", text);

    /// <summary>Something that stands out.</summary>
    public string Strong(string text) => Paint("1", text);

    /// <summary>Something that stands back.</summary>
    public string Faint(string text) => Paint("2", text);

    private string Paint(string code, string text) => hasColours && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
}
