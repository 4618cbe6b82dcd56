namespace Relevo.Mlflow;

/// <summary>
/// The exception that was thrown last on each thread. A disposal cannot ask whether an exception is passing through it, so a run keeps
/// what was thrown before its disposal and looks again should the program die of that very exception.
/// </summary>
internal static class LastThrown
{
    [ThreadStatic]
    private static Exception? s_last;

    static LastThrown() => AppDomain.CurrentDomain.FirstChanceException += static (_, e) => s_last = e.Exception;

    public static Exception? OnThisThread => s_last;

    /// <summary>Begins to look.</summary>
    public static void Watch() => System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(LastThrown).TypeHandle);
}
