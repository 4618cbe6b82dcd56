using System.Text.Json;
using Relevo.Core.Errors;

namespace Relevo.Local.Store;

/// <summary>
/// The right to change a workspace, held by one process at a time. The operating system releases it when the process ends in any
/// way, <c>kill -9</c> included.
/// </summary>
/// <remarks>The file that is locked stays empty, since a locked file cannot be read everywhere; who holds it stands in a second file.</remarks>
public sealed class WorkspaceLock : IDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _file;
    private readonly string _holderFile;

    private WorkspaceLock(FileStream file, string holderFile) => (_file, _holderFile) = (file, holderFile);

    /// <summary>Takes the lock.</summary>
    /// <param name="folder">The workspace; its folder is made where it is missing.</param>
    /// <param name="command">What it is held for, shown to others, such as <c>Train</c>. No secrets: not the command line.</param>
    /// <param name="wait">How long to wait for another process; <see cref="TimeSpan.Zero"/> for not at all.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="RelevoException">Another process holds it; names the process, its command and since when.</exception>
    public static async Task<WorkspaceLock> AcquireAsync(
        WorkspaceFolder folder, string command, TimeSpan wait, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        folder.Create();
        var holderFile = folder.LockFile + ".holder";
        var started = timeProvider.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryLock(folder) is { } file)
            {
                var holder = new LockHolder(Environment.ProcessId, command, timeProvider.GetUtcNow());
                await File.WriteAllBytesAsync(holderFile, JsonSerializer.SerializeToUtf8Bytes(holder, StoreJson.Default.LockHolder), cancellationToken);
                return new WorkspaceLock(file, holderFile);
            }
            if (timeProvider.GetElapsedTime(started) >= wait) throw Held(folder, ReadHolder(holderFile));
            await Task.Delay(RetryInterval, timeProvider, cancellationToken);
        }
    }

    /// <summary>Who holds the lock now; null where nobody does or it cannot be told.</summary>
    public static LockHolder? FindHolder(WorkspaceFolder folder)
    {
        if (!File.Exists(folder.LockFile)) return null;
        if (TryLock(folder) is not { } file) return ReadHolder(folder.LockFile + ".holder");
        file.Dispose();
        return null;
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        if (!_file.CanRead) return;
        try
        {
            File.Delete(_holderFile);
        }
        catch (Exception fault) when (StorageFaults.IsStorageFault(fault))
        {
            // The workspace itself may be gone; the lock below is what counts.
        }
        _file.Dispose();
    }

    private static FileStream? TryLock(WorkspaceFolder folder)
    {
        try
        {
            return new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw StorageFaults.Translate(fault, folder.Root);
        }
        catch (IOException) when (File.Exists(folder.LockFile))
        {
            return null;
        }
        catch (IOException fault)
        {
            throw StorageFaults.Translate(fault, folder.Root);
        }
    }

    private static LockHolder? ReadHolder(string holderFile)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(holderFile), StoreJson.Default.LockHolder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            // Between taking the lock and writing who holds it.
            return null;
        }
    }

    private static RelevoException Held(WorkspaceFolder folder, LockHolder? holder) => new(
        holder is null
            ? $"Another process is changing the workspace in '{folder.Root}'."
            : $"'{holder.Command}' (process {holder.ProcessId}, since {holder.Since.ToLocalTime():yyyy-MM-dd HH:mm:ss}) is changing the workspace in '{folder.Root}'.",
        "wait until it has ended, or stop it, then run this command again.", ExitCode.Workspace);
}
