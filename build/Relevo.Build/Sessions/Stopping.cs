using System.Runtime.InteropServices;

namespace Relevo.Build.Sessions;

/// <summary>Tells running work that the build is to end. NUKE hands targets no token, so this one is fed by SIGINT and SIGTERM.</summary>
internal static class Stopping
{
    private static readonly CancellationTokenSource Source = new();
    private static readonly IReadOnlyList<PosixSignalRegistration> Registrations = [Register(PosixSignal.SIGINT), Register(PosixSignal.SIGTERM)];

    /// <summary>Cancelled by the first signal; a second one ends the process at once.</summary>
    public static CancellationToken Token
    {
        get
        {
            GC.KeepAlive(Registrations);
            return Source.Token;
        }
    }

    private static PosixSignalRegistration Register(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        if (Source.IsCancellationRequested) return;
        context.Cancel = true;
        Source.Cancel();
    });
}
