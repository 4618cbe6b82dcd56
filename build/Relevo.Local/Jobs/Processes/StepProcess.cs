using System.ComponentModel;
using System.Diagnostics;
using Relevo.Core.Errors;

namespace Relevo.Local.Jobs.Processes;

/// <summary>The process of one step and everything that it starts.</summary>
/// <remarks>
/// Ending is for the whole tree: SIGTERM to the group, five seconds, then SIGKILL to the group and to every process that carries the
/// step's variable, so that nothing stays behind that ignores the signal or left the group.
/// </remarks>
internal sealed class StepProcess : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan BriefTime = TimeSpan.FromMilliseconds(100);

    // How long to read on after the end of the process, while something that it started still holds its output.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly string _marker;
    private readonly TimeProvider _timeProvider;

    private StepProcess(Process process, string marker, TimeProvider timeProvider) =>
        (_process, _marker, _timeProvider) = (process, marker, timeProvider);

    /// <summary>Set, with the step's run id, for every process of a step; by it they are found again.</summary>
    public const string MarkerVariable = "RELEVO_STEP_RUN_ID";

    /// <summary>The process id; also the group's where <see cref="StepShell.HasGroups"/>.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a command with exactly these environment variables.</summary>
    /// <exception cref="RelevoException">The shell cannot be started.</exception>
    public static StepProcess Start(
        string command, string workingFolder, IReadOnlyDictionary<string, string> variables, TimeProvider timeProvider)
    {
        var start = StepShell.Start(command, workingFolder);
        start.Environment.Clear();
        foreach (var (name, value) in variables) start.Environment[name] = value;
        try
        {
            var process = Process.Start(start) ?? throw new InvalidOperationException("No process was started.");
            process.StandardInput.Close();
            return new StepProcess(process, variables[MarkerVariable], timeProvider);
        }
        catch (Win32Exception fault)
        {
            throw new RelevoException(
                $"The shell '{start.FileName}' could not be started: {fault.Message}.", "install bash, or mend its permissions.", ExitCode.Workspace, fault);
        }
    }

    /// <summary>Waits for the end of the process and of its output.</summary>
    /// <param name="log">Gets everything that it writes.</param>
    /// <param name="show">Gets each line; true for standard error.</param>
    /// <param name="cancellationToken">Ends the whole tree; the wait then ends with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The exit code; 128 and the signal where one ended it.</returns>
    public async Task<int> WaitAsync(StepLog log, Func<string, bool, ValueTask> show, CancellationToken cancellationToken)
    {
        using var reading = new CancellationTokenSource();
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pumps = Task.WhenAll(
            PumpAsync(_process.StandardOutput.BaseStream, log, line => show(line, false), broken, reading.Token),
            PumpAsync(_process.StandardError.BaseStream, log, line => show(line, true), broken, reading.Token));
        try
        {
            await _process.WaitForExitAsync(broken.Token);
        }
        catch (OperationCanceledException)
        {
            await EndTreeAsync();
            throw;
        }
        finally
        {
            await DrainAsync(pumps, reading);
        }
        KillLeftovers();
        return _process.ExitCode;
    }

    /// <summary>Lets the process go; it has ended, or <see cref="WaitAsync"/> was never called.</summary>
    public void Dispose()
    {
        if (!_process.HasExited) KillAll();
        _process.Dispose();
    }

    // A log that cannot be written ends the step: with nobody reading, it would wait for ever on a full pipe.
    private static async Task PumpAsync(Stream stream, StepLog log, Func<string, ValueTask> show, CancellationTokenSource broken, CancellationToken cancellationToken)
    {
        try
        {
            await OutputLines.PumpAsync(stream, log, show, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await broken.CancelAsync();
            throw;
        }
    }

    // A process that the step left behind may hold its output open for ever.
    private async Task DrainAsync(Task pumps, CancellationTokenSource reading)
    {
        if (await EndsWithinAsync(pumps, BriefTime)) return;
        KillLeftovers();
        if (await EndsWithinAsync(pumps, BriefTime)) return;
        Kill(MarkerVariable, _marker);
        if (await EndsWithinAsync(pumps, DrainTime)) return;
        await reading.CancelAsync();
        await EndsWithinAsync(pumps, Timeout.InfiniteTimeSpan);
    }

    // Throws what reading threw, such as a full disk beneath the log; the end of reading itself is no fault.
    private async Task<bool> EndsWithinAsync(Task pumps, TimeSpan time)
    {
        try
        {
            await pumps.WaitAsync(time, _timeProvider);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private async Task EndTreeAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            _process.Kill(entireProcessTree: true);
        }
        else
        {
            Terminate();
            var started = _timeProvider.GetTimestamp();
            while (IsAnyoneLeft() && _timeProvider.GetElapsedTime(started) < Grace) await Task.Delay(PollInterval, _timeProvider, CancellationToken.None);
            KillAll();
        }
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    private void Terminate()
    {
        if (StepShell.HasGroups) Signals.SendToGroup(Id, Signals.Terminate);
        foreach (var member in ProcessTable.WithVariable(MarkerVariable, _marker)) Signals.Send(member, Signals.Terminate);
        if (!StepShell.HasGroups) Signals.Send(Id, Signals.Terminate);
    }

    private bool IsAnyoneLeft()
    {
        if (!_process.HasExited) return true;
        if (!OperatingSystem.IsLinux()) return StepShell.HasGroups && Signals.GroupExists(Id);
        return ProcessTable.InGroup(Id).Any() || ProcessTable.WithVariable(MarkerVariable, _marker).Any();
    }

    private void KillAll()
    {
        if (StepShell.HasGroups) Signals.SendToGroup(Id, Signals.Kill);
        Kill(MarkerVariable, _marker);
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
    }

    // A step that has ended takes its background processes with it, as its container would. Compiler servers serve the next steps too:
    // they end with the job.
    private void KillLeftovers()
    {
        if (!StepShell.HasGroups || !Signals.GroupExists(Id)) return;
        if (!OperatingSystem.IsLinux()) Signals.SendToGroup(Id, Signals.Kill);
        foreach (var member in ProcessTable.InGroup(Id))
            if (!IsBuildServer(ProcessTable.CommandLineOf(member))) Signals.Send(member, Signals.Kill);
    }

    private static bool IsBuildServer(string commandLine) =>
        commandLine.Contains("VBCSCompiler", StringComparison.Ordinal) || commandLine.Contains("/nodemode:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Kills every process that carries a variable, again until none is left: one may be starting another.</summary>
    public static void Kill(string variable, string value)
    {
        for (var round = 0; round < 10; round++)
        {
            var isAny = false;
            foreach (var member in ProcessTable.WithVariable(variable, value)) isAny |= Signals.Send(member, Signals.Kill);
            if (!isAny) return;
        }
    }
}
