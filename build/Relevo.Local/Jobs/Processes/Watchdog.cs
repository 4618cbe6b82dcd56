using System.Diagnostics;
using System.Globalization;

namespace Relevo.Local.Jobs.Processes;

/// <summary>
/// A small shell beside a running job that outlives the runner by a moment: when the pipe to it closes without a word, because the
/// runner was killed, it kills the job's processes. A parent-death signal would not do: Linux sends it when the <i>thread</i> that
/// started the process ends, and not to grandchildren.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private const string Script = """
        groups=
        while read -r verb group; do
          case $verb in
            add) groups="$groups $group" ;;
            remove) kept=; for g in $groups; do [ "$g" = "$group" ] || kept="$kept $g"; done; groups=$kept ;;
            end) exit 0 ;;
          esac
        done
        for g in $groups; do kill -KILL -- "-$g"; done
        for f in /proc/[0-9]*/environ; do
          if grep -qzxF "$1" "$f"; then p=${f#/proc/}; kill -KILL "${p%/environ}"; fi
        done
        """;

    private readonly Process? _process;
    private readonly Lock _gate = new();

    private Watchdog(Process? process) => _process = process;

    /// <summary>Starts a watchdog for the processes with an environment variable. Does nothing on Windows.</summary>
    public static Watchdog Start(string variable, string value)
    {
        if (OperatingSystem.IsWindows()) return new Watchdog(null);
        var setsid = StepShell.FindProgram("setsid");
        var start = new ProcessStartInfo(setsid ?? "sh")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        if (setsid is not null) start.ArgumentList.Add("sh");
        foreach (var argument in (ReadOnlySpan<string>)["-c", $"exec >/dev/null 2>&1\n{Script}", "relevo-watchdog", $"{variable}={value}"])
            start.ArgumentList.Add(argument);
        return new Watchdog(Process.Start(start));
    }

    /// <summary>Names a process group that shall not outlive the runner.</summary>
    public void Add(int groupId) => Tell("add", groupId);

    /// <summary>Takes a group back that has ended.</summary>
    public void Remove(int groupId) => Tell("remove", groupId);

    /// <summary>Tells the watchdog that all is well, and waits for its end.</summary>
    public void Dispose()
    {
        if (_process is null) return;
        Write("end");
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Tell(string verb, int groupId)
    {
        if (_process is not null && StepShell.HasGroups) Write(string.Create(CultureInfo.InvariantCulture, $"{verb} {groupId}"));
    }

    private void Write(string line)
    {
        lock (_gate)
        {
            try
            {
                _process!.StandardInput.Write(line + "\n"); // not null: the callers checked
                _process.StandardInput.Flush();
            }
            catch (IOException)
            {
                // Someone killed the watchdog. What it would have done is done at the next start: see Orphans.
            }
        }
    }
}
