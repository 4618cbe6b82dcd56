using System.Runtime.InteropServices;

namespace Relevo.Engine.Execution;

/// <summary>
/// Ctrl-C and the termination signal. The first lets the running target end, which it learns of by a handler of its own, and then
/// only those run that are assured; the second ends the process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    // All handlers of a signal are called in a row: within this time of one, the others have been.
    private static readonly TimeSpan Row = TimeSpan.FromMilliseconds(250);

    private readonly PosixSignalRegistration[] registrations;
    private readonly ManualResetEventSlim requested = new();
    private int exitCode;

    public Interruption()
        => registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, x => On(x, 130)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, x => On(x, 143)),
        ];

    /// <summary>Whether the build is to end.</summary>
    public bool IsRequested => ExitCode is not null;

    /// <summary>The code that shells give to a process that the signal ended, or null.</summary>
    public int? ExitCode => Volatile.Read(ref exitCode) is not 0 and var code ? code : null;

    /// <summary>
    /// Whether a target that was cancelled was so by a signal. The build's own handler may cancel it before the one here has been called.
    /// </summary>
    public bool HasCancelledTarget() => requested.Wait(Row);

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        requested.Dispose();
    }

    private void On(PosixSignalContext context, int code)
    {
        context.Cancel = true;
        if (Interlocked.CompareExchange(ref exitCode, code, 0) != 0)
            Environment.Exit(code);

        requested.Set();
    }
}
