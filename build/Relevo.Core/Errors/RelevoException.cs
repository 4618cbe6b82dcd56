namespace Relevo.Core.Errors;

/// <summary>
/// A fault that a person can mend. Its message is the problem in one line that stands alone, then the remedy.
/// Never holds a secret.
/// </summary>
/// <param name="problem">What is wrong, naming the value.</param>
/// <param name="remedy">What to do about it, naming the choices; starts in lower case and ends with a full stop.</param>
/// <param name="exitCode">The code that the process ends with.</param>
/// <param name="cause">The technical fault beneath, shown only with <c>--verbosity verbose</c>.</param>
public sealed class RelevoException(string problem, string? remedy, ExitCode exitCode, Exception? cause = null)
    : Exception(remedy is null ? problem : $"{problem}{Environment.NewLine}  Remedy: {remedy}", cause)
{
    /// <summary>What is wrong, in one line.</summary>
    public string Problem { get; } = problem;

    /// <summary>What to do about it, or null where there is nothing to add.</summary>
    public string? Remedy { get; } = remedy;

    /// <summary>The code that the process ends with.</summary>
    public ExitCode ExitCode { get; } = exitCode;
}
