using Relevo.Core.Errors;
using Relevo.Mlflow;

namespace Relevo.Local.Tracking;

/// <summary>Turns a refusal of the tracking store into one for people.</summary>
internal static class MlflowFaults
{
    /// <summary>Calls the store.</summary>
    /// <exception cref="RelevoException">The store refuses.</exception>
    public static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (MlflowException fault)
        {
            throw Translate(fault);
        }
    }

    /// <summary>As <see cref="AskAsync{T}"/>, without a result.</summary>
    /// <exception cref="RelevoException">The store refuses.</exception>
    public static Task AskAsync(Func<Task> ask) => AskAsync(async () =>
    {
        await ask();
        return true;
    });

    private static RelevoException Translate(MlflowException fault)
    {
        var message = fault.Message.TrimEnd('.');
        return new RelevoException($"Tracking refused: {message} ({fault.ErrorCode}).", remedy: null, ExitCode.Workspace, fault);
    }
}
