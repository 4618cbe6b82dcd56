namespace Relevo.Engine.Tests.Calls;

/// <summary>What a called build did.</summary>
/// <param name="ExitCode">The code that it ended with.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it printed on the error stream.</param>
/// <param name="Journal">What its targets noted, in order.</param>
/// <param name="Build">The build itself, or null where it could not be made.</param>
internal sealed record Outcome(int ExitCode, string Output, string Error, IReadOnlyList<string> Journal, TestBuild? Build);
