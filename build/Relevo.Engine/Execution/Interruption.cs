using System.Runtime.InteropServices;

namespace Relevo.Engine.Execution;

/// <summary>
/// Ctrl-C and the termination signal. The first lets the running target end, which it learns of by a handler of its own, and then
/// only those run that are assured; the second ends the process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly PosixSignalRegistration[] registrations;
    private int exitCode;

    // Registered before the build is made: handlers are called in order, so this one has spoken when the build's own cancels the target.
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

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
    }

    private void On(PosixSignalContext context, int code)
    {
        context.Cancel = true;
        if (Interlocked.CompareExchange(ref exitCode, code, 0) != 0)
            Environment.Exit(code);

        Console.Error.WriteLine("Interrupted: the running target is ending. Once more ends the build at once.");
    }
}
