using System.Runtime.InteropServices;

namespace Relevo.Serving.Supervision;

/// <summary>Leaves the terminal's session, so that neither Ctrl-C nor closing the terminal reaches this process.</summary>
internal static partial class UnixSession
{
    public static void Leave()
    {
        // Fails only for the leader of a process group, which then has a session or shell of its own anyway.
        if (!OperatingSystem.IsWindows())
            _ = setsid();
    }

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int setsid();
}
