using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Relevo.Local.Jobs.Processes;

/// <summary>What the operating system knows of running processes.</summary>
internal static class ProcessTable
{
    private static readonly Lazy<string> BootId = new(() => ReadText("/proc/sys/kernel/random/boot_id")?.Trim() ?? "");

    /// <summary>When a process started, as a text that no other process with the same id ever has; null where there is none.</summary>
    public static string? StartOf(int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            return ReadStat(processId) is { State: not ('Z' or 'X') } stat ? $"{BootId.Value}:{stat.StartTicks}" : null;
        }
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>
    /// The living processes that were started with an environment variable of this value, wherever they are in the tree: also those that
    /// left their parent, their group and their session. Empty where the system does not tell (not Linux).
    /// </summary>
    public static IEnumerable<int> WithVariable(string name, string value)
    {
        if (!OperatingSystem.IsLinux()) yield break;
        var wanted = Encoding.UTF8.GetBytes($"{name}={value}");
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var processId)) continue;
            if (HasVariable(processId, wanted) && ReadStat(processId) is { State: not ('Z' or 'X') }) yield return processId;
        }
    }

    /// <summary>The living members of a process group. Empty where the system does not tell (not Linux).</summary>
    public static IEnumerable<int> InGroup(int groupId)
    {
        if (!OperatingSystem.IsLinux()) yield break;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var processId)) continue;
            if (ReadStat(processId) is { State: not ('Z' or 'X') } stat && stat.GroupId == groupId) yield return processId;
        }
    }

    /// <summary>The command line of a process, its arguments parted by spaces; empty where it cannot be read.</summary>
    public static string CommandLineOf(int processId) => ReadText($"/proc/{processId}/cmdline")?.Replace('\0', ' ') ?? "";

    private sealed record Stat(char State, int GroupId, string StartTicks);

    // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; the name in parentheses may hold anything.
    private static Stat? ReadStat(int processId)
    {
        if (ReadText($"/proc/{processId}/stat") is not { } text) return null;
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return new Stat(fields[0][0], int.Parse(fields[2], CultureInfo.InvariantCulture), fields[19]);
    }

    private static bool HasVariable(int processId, byte[] wanted)
    {
        try
        {
            var environment = File.ReadAllBytes($"/proc/{processId}/environ").AsSpan();
            foreach (var range in environment.Split((byte)0))
            {
                if (environment[range].SequenceEqual(wanted)) return true;
            }
            return false;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
