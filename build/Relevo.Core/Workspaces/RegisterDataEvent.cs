namespace Relevo.Core.Workspaces;

/// <summary>Progress of <see cref="IDataAssets.RegisterAsync"/>.</summary>
public abstract record RegisterDataEvent
{
    private RegisterDataEvent()
    {
    }

    /// <summary>Bytes were read or sent.</summary>
    /// <param name="DoneBytes">Bytes done so far.</param>
    /// <param name="TotalBytes">Bytes in all.</param>
    public sealed record Progress(long DoneBytes, long TotalBytes) : RegisterDataEvent;

    /// <summary>The version stands.</summary>
    /// <param name="Version">The version.</param>
    /// <param name="IsNew">False where the same content was registered before.</param>
    public sealed record Registered(DataVersion Version, bool IsNew) : RegisterDataEvent;
}
