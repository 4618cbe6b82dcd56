using System.Diagnostics;
using Relevo.Core.Errors;

namespace Relevo.Serving.Endpoints;

/// <summary>Starts a process that outlives this one and holds nothing of it: no pipe, no terminal, no lock.</summary>
internal static class DetachedProcess
{
    // The descriptors above stderr would hold the locks and pipes of a CI script open as long as the endpoint runs.
    private const string Script = """
        log=$0
        exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
        "$@" </dev/null >"$log" 2>&1 &
        echo $!
        """;

    /// <summary>Starts it; what it writes goes to <paramref name="log"/>, which is emptied. Returns the number of the process.</summary>
    /// <remarks>On Unix the process makes itself the leader of a session of its own (<c>setsid</c>), so that no Ctrl-C reaches it.</remarks>
    public static async Task<int> StartAsync(IReadOnlyList<string> command, string folder, string log, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            return StartOnWindows(command, folder, log);
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, log, .. command])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        using var shell = Process.Start(start) ?? throw NotStarted("/bin/sh");
        var output = await shell.StandardOutput.ReadToEndAsync(cancellationToken);
        await shell.WaitForExitAsync(cancellationToken);
        return int.TryParse(output, out var processId) ? processId : throw NotStarted(command[0]);
    }

    private static int StartOnWindows(IReadOnlyList<string> command, string folder, string log)
    {
        // Started by the shell it inherits no handles.
        var start = new ProcessStartInfo(command[0], [.. command.Skip(1), "--log", log])
        {
            WorkingDirectory = folder,
            UseShellExecute = true,
            WindowStyle = ProcessWindowStyle.Hidden,
        };
        using var process = Process.Start(start) ?? throw NotStarted(command[0]);
        return process.Id;
    }

    private static RelevoException NotStarted(string command) => new(
        $"'{command}' could not be started.", "check that it exists and may be executed.", ExitCode.Workspace);
}
