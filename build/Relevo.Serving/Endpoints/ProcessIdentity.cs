using System.Diagnostics;
using System.ComponentModel;

namespace Relevo.Serving.Endpoints;

/// <summary>
/// Tells one process from all others, also from one that gets its number later. On Linux the boot and the start in clock
/// ticks since then (exact, where <see cref="Process.StartTime"/> is computed anew from the wall clock each time).
/// </summary>
internal static class ProcessIdentity
{
    /// <summary>The identity of a living process; null where there is none with that number, or it is a zombie.</summary>
    public static string? Of(int processId)
    {
        if (OperatingSystem.IsLinux())
            return OfLinux(processId);
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.HasExited ? null : $"{process.StartTime.ToUniversalTime():O}";
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    public static bool IsAlive(int processId, string identity) => Of(processId) == identity;

    /// <summary>Ends a process at once, if it is still the one meant.</summary>
    public static void Kill(int processId, string identity)
    {
        if (!IsAlive(processId, identity))
            return;
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended by itself in between.
        }
    }

    private static string? OfLinux(int processId)
    {
        try
        {
            // proc(5): the name is in parentheses and may hold anything; the state follows it, the start is the 22nd field.
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}:{fields[19]}";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
