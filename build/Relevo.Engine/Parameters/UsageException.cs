namespace Relevo.Engine.Parameters;

/// <summary>The command line, the environment or a parameters file is wrong. A person can mend it; nothing has run.</summary>
/// <param name="problem">What is wrong, naming the value unless it is secret.</param>
/// <param name="remedy">What to do about it, naming the choices; null where the problem says it.</param>
internal sealed class UsageException(string problem, string? remedy)
    : Exception(remedy is null ? problem : $"{problem}{Environment.NewLine}  Remedy: {remedy}")
{
    /// <summary>The exit code of a build that was called wrongly.</summary>
    public const int ExitCode = 2;

    /// <summary>What is wrong, in one line.</summary>
    public string Problem { get; } = problem;

    /// <summary>All of several faults in one.</summary>
    public static UsageException Of(IReadOnlyList<UsageException> faults)
        => faults is [var single]
            ? single
            : new UsageException(
                $"The build was called wrongly in {faults.Count} places:"
                + string.Concat(faults.Select(x => $"{Environment.NewLine}- {x.Message}")),
                remedy: null);
}
