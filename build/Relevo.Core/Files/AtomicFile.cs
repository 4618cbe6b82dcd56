using System.Text;
using Relevo.Core.Errors;

namespace Relevo.Core.Files;

/// <summary>Writes files so that a reader, or a kill or power cut at any moment, finds either the old content or the new one.</summary>
public static class AtomicFile
{
    /// <summary>Writes beside, flushes to disk, renames. Makes the folder where it is missing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">All of its bytes.</param>
    /// <param name="ownerOnly">True where nobody but the owner may read it (mode 0600; Windows keeps the folder's rights).</param>
    /// <exception cref="RelevoException">The disk is full, or the folder cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, bool ownerOnly = false)
    {
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (ownerOnly && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!); // a file always has a folder
            using (var stream = new FileStream(beside, options))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists(Path.GetDirectoryName(beside))) File.Delete(beside);
            throw new RelevoException($"{path} could not be written: {fault.Message}", "check that the folder is writable and the disk has room, then run again.", ExitCode.Workspace, fault);
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark.</summary>
    /// <exception cref="RelevoException">The disk is full, or the folder cannot be written.</exception>
    public static void WriteText(string path, string content) => Write(path, Encoding.UTF8.GetBytes(content));
}
