using Relevo.Core.Errors;

namespace Relevo.Core.Files;

/// <summary>Writes files so that a reader, or a kill at any moment, finds either the old content or the new one.</summary>
public static class AtomicFile
{
    /// <summary>Writes beside, flushes to disk, renames. Makes the folder where it is missing.</summary>
    /// <exception cref="RelevoException">The disk is full, or the folder cannot be written.</exception>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var beside = $"{path}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!); // a file always has a folder
            await using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous))
            {
                await stream.WriteAsync(content, cancellationToken);
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            File.Delete(beside);
            throw new RelevoException($"{path} could not be written: {fault.Message}", "check that the folder is writable and the disk has room, then run again.", ExitCode.Workspace, fault);
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    /// <exception cref="RelevoException">The disk is full, or the folder cannot be written.</exception>
    public static Task WriteTextAsync(string path, string content, CancellationToken cancellationToken) =>
        WriteAsync(path, System.Text.Encoding.UTF8.GetBytes(content), cancellationToken);
}
