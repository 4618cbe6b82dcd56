using Relevo.Core.Errors;

namespace Relevo.Build.Testing;

/// <summary>How many tests ended how.</summary>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Failed">Tests that failed.</param>
/// <param name="Skipped">Tests that were left out, each with its reason.</param>
/// <param name="Broken">Test projects that ended without a result.</param>
internal sealed record TestOutcome(int Passed, int Failed, int Skipped, IReadOnlyList<string> Broken)
{
    /// <summary>Ends the target where anything failed.</summary>
    public void ThrowIfFailed()
    {
        if (Broken.Count > 0) throw new RelevoException($"{string.Join(", ", Broken)} ended without a result.", "see the lines above.", ExitCode.Bug);
        if (Failed > 0) throw new RelevoException($"{Failed} tests failed.", "see the lines above.", ExitCode.Bug);
    }
}
