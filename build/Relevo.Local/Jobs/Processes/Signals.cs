using System.Runtime.InteropServices;

namespace Relevo.Local.Jobs.Processes;

/// <summary>POSIX signals. Their numbers are the same on Linux and macOS.</summary>
internal static class Signals
{
    public const int Terminate = 15;
    public const int Kill = 9;
    private const int None = 0;

    /// <summary>Sends a signal to one process; false where it is gone.</summary>
    public static bool Send(int processId, int signal) => processId > 1 && SendRaw(processId, signal) == 0;

    /// <summary>Sends a signal to every process of a group; false where none is left.</summary>
    public static bool SendToGroup(int groupId, int signal) => groupId > 1 && SendRaw(-groupId, signal) == 0;

    /// <summary>True while a group has members, dead ones that nobody waited for included.</summary>
    public static bool GroupExists(int groupId) => SendToGroup(groupId, None);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendRaw(int processId, int signal);
}
