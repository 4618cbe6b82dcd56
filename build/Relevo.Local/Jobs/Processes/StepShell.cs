using System.Diagnostics;

namespace Relevo.Local.Jobs.Processes;

/// <summary>How a command text becomes a process of its own group.</summary>
internal static class StepShell
{
    private static readonly Lazy<string[]> Prefix = new(FindPrefix);

    /// <summary>True where a step leads a process group of its own, so that the group can be signalled.</summary>
    public static bool HasGroups => Prefix.Value is [not "bash" and not "sh" and not "cmd.exe", ..];

    /// <summary>A start of <paramref name="command"/> through <c>bash -c</c>, <c>sh -c</c> where there is no bash, or <c>cmd /c</c> on Windows.</summary>
    public static ProcessStartInfo Start(string command, string workingFolder)
    {
        var start = new ProcessStartInfo
        {
            FileName = Prefix.Value[0],
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        if (OperatingSystem.IsWindows())
        {
            // cmd.exe takes the rest of its line as it is; quoting as for other programs would break it.
            start.Arguments = $"/d /s /c \"{command}\"";
            return start;
        }
        foreach (var argument in Prefix.Value.AsSpan(1)) start.ArgumentList.Add(argument);
        start.ArgumentList.Add(command);
        return start;
    }

    /// <summary>The full path of a program on PATH; null where it is not there.</summary>
    public static string? FindProgram(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);

    // setsid(1) replaces itself by the command, so the process id is the group's. macOS has perl, and no setsid.
    private static string[] FindPrefix()
    {
        if (OperatingSystem.IsWindows()) return ["cmd.exe"];
        string[] shell = FindProgram("bash") is { } bash ? [bash, "-c"] : ["sh", "-c"];
        if (FindProgram("setsid") is { } setsid) return [setsid, .. shell];
        if (FindProgram("perl") is { } perl) return [perl, "-e", "setpgrp(0, 0); exec { $ARGV[0] } @ARGV", .. shell];
        return shell[0] == "sh" ? shell : ["bash", "-c"];
    }
}
