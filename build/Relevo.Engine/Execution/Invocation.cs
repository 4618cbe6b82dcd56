using System.Collections;

namespace Relevo.Engine.Execution;

/// <summary>How the build was called.</summary>
/// <param name="Arguments">The words after the program's name.</param>
/// <param name="Variables">The environment.</param>
/// <param name="WorkingDirectory">The directory that relative paths start from.</param>
internal sealed record Invocation(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Variables, string WorkingDirectory)
{
    /// <summary>What time it is. Only the last line of a build shows it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether lines are coloured: on a terminal that can, unless <c>NO_COLOR</c> is set (https://no-color.org).</summary>
    public bool IsColoured { get; init; }

    /// <summary>The call of this process.</summary>
    public static Invocation OfProcess() => new(
        Environment.GetCommandLineArgs()[1..],
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(x => (string)x.Key, x => (string?)x.Value ?? ""),
        Environment.CurrentDirectory)
    {
        IsColoured = !Console.IsOutputRedirected
                     && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
                     && Environment.GetEnvironmentVariable("TERM") is not "dumb",
    };
}
