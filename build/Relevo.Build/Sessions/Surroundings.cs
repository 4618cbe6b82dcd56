using Relevo.Build.Output;

namespace Relevo.Build.Sessions;

/// <summary>What is settled before the engine starts, since it cannot be told so by its API.</summary>
internal static class Surroundings
{
    /// <summary>
    /// Keeps the engine from what nobody asked for: from sending usage data, and from colours where no person looks or <c>NO_COLOR</c> is set,
    /// which NUKE decides by <c>TERM</c> alone.
    /// </summary>
    public static void Quiet()
    {
        Environment.SetEnvironmentVariable("NUKE_TELEMETRY_OPTOUT", "1");
        if (!Style.Detect().IsTerminal && Environment.GetEnvironmentVariable("TERM") is not null) Environment.SetEnvironmentVariable("TERM", "dumb");
    }

    /// <summary>Says what is wrong with a call, and marks it where a build server shows marks.</summary>
    public static void Report(string faults)
    {
        Console.Error.WriteLine(faults);
        var line = faults.Replace("%", "%25", StringComparison.Ordinal).ReplaceLineEndings("%0A");
        if (Environment.GetEnvironmentVariable("GITHUB_ACTIONS") is "true") Console.WriteLine($"::error::{line}");
        if (Environment.GetEnvironmentVariable("TF_BUILD") is { Length: > 0 }) Console.WriteLine($"##vso[task.logissue type=error]{line}");
    }
}
