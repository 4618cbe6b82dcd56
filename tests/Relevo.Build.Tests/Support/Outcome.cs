using System.Text.RegularExpressions;

namespace Relevo.Build.Tests.Support;

/// <summary>How a call of the build ended.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Output">Standard output and standard error, in the order in which their lines came.</param>
internal sealed partial record Outcome(int Code, string Output)
{
    public IReadOnlyList<string> Lines { get; } = Output.Split('\n');

    /// <summary>The lines of a failure: those that name a remedy.</summary>
    public int Remedies => Lines.Count(line => line.TrimStart().StartsWith("Remedy: ", StringComparison.Ordinal));

    /// <summary>The one <c>curl</c> line.</summary>
    public string Curl => Assert.Single(Lines, line => line.StartsWith("curl ", StringComparison.Ordinal));

    public Outcome Ended(int code)
    {
        Assert.True(Code == code, $"expected exit code {code}, got {Code}:\n{Output}");
        return WithoutTrace();
    }

    public Outcome Says(params string[] texts)
    {
        foreach (var text in texts) Assert.True(Output.Contains(text, StringComparison.Ordinal), $"'{text}' is missing in:\n{Output}");
        return this;
    }

    public Outcome SaysNot(params string[] texts)
    {
        foreach (var text in texts) Assert.False(Output.Contains(text, StringComparison.Ordinal), $"'{text}' is in:\n{Output}");
        return this;
    }

    /// <summary>A stack trace, or the name of an exception, is nothing that a person can use.</summary>
    public Outcome WithoutTrace()
    {
        Assert.DoesNotMatch(Trace, Output);
        return this;
    }

    [GeneratedRegex(@"(?m)^\s+at \S+[(<]|Unhandled exception|[A-Za-z]+Exception\b")]
    private static partial Regex Trace { get; }
}
