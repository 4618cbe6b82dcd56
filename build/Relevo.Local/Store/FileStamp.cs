using System.Runtime.InteropServices;
using System.Text;

namespace Relevo.Local.Store;

/// <summary>What tells, without reading it, that a file is the one that was read before.</summary>
/// <param name="SizeBytes">Bytes.</param>
/// <param name="ModifiedNs">Nanoseconds since 1970 of the last change to the content.</param>
/// <param name="Identity">Inode and time of the last change to the inode on Linux (neither can be set by a copy); time of creation elsewhere.</param>
/// <param name="IsRegular">False for pipes, sockets and devices.</param>
internal readonly record struct FileStamp(long SizeBytes, long ModifiedNs, string Identity, bool IsRegular)
{
    private const int CurrentDirectory = -100;
    private const uint BasicFields = 0x7FF;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;

    /// <summary>Reads the stamp of a file; follows symbolic links.</summary>
    public static FileStamp Of(string path)
    {
        if (OperatingSystem.IsLinux() && TryStatx(path) is { } stamp) return stamp;
        var file = new FileInfo(path);
        return new FileStamp(
            file.Length, (file.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * 100, $"c{file.CreationTimeUtc.Ticks}",
            (file.Attributes & (FileAttributes.Device | FileAttributes.Directory)) == 0);
    }

    // struct statx has the same layout on every architecture: https://man7.org/linux/man-pages/man2/statx.2.html
    private static FileStamp? TryStatx(string path)
    {
        var buffer = new byte[256];
        try
        {
            if (Statx(CurrentDirectory, [.. Encoding.UTF8.GetBytes(path), 0], 0, BasicFields, buffer) != 0) return null;
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
        var mode = BitConverter.ToUInt16(buffer, 28);
        return new FileStamp(
            BitConverter.ToInt64(buffer, 40), Nanoseconds(buffer, 112), $"{BitConverter.ToUInt64(buffer, 32)}:{Nanoseconds(buffer, 96)}",
            (mode & TypeMask) == RegularFile);
    }

    private static long Nanoseconds(byte[] buffer, int offset) =>
        BitConverter.ToInt64(buffer, offset) * 1_000_000_000 + BitConverter.ToUInt32(buffer, offset + 8);

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, byte[] buffer);
}
