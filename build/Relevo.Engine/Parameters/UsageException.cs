namespace Relevo.Engine.Parameters;

/// <summary>The command line, the environment or a parameters file is wrong. A person can mend it; nothing has run.</summary>
/// <param name="problem">What is wrong, naming the value unless it is secret.</param>
/// <param name="remedy">What to do about it, naming the choices.</param>
internal sealed class UsageException(string problem, string remedy)
    : Exception($"{problem}{Environment.NewLine}  Remedy: {remedy}")
{
    /// <summary>The exit code of a build that was called wrongly.</summary>
    public const int ExitCode = 2;

    /// <summary>What is wrong, in one line.</summary>
    public string Problem { get; } = problem;

    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;

    /// <summary>All of several faults in one.</summary>
    public static UsageException Of(IReadOnlyList<UsageException> faults)
        => faults is [var single]
            ? single
            : new UsageException(
                $"{faults.Count} parameters are wrong.{string.Concat(faults.Select(x => $"{Environment.NewLine}  - {x.Problem}"))}",
                string.Join(' ', faults.Select(x => x.Remedy).Distinct()));
}
