using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Relevo.Local.Store;

/// <summary>Hashes a file, and copies it in the same pass where that is wanted.</summary>
internal static class FileHash
{
    private const int BufferBytes = 1 << 20;

    /// <summary>SHA-256 of a file, lower-case hex.</summary>
    public static Task<string> ComputeAsync(string path, IProgress<long>? progress, CancellationToken cancellationToken) =>
        ReadAsync(path, null, progress, cancellationToken);

    /// <summary>Copies a file durably; returns the SHA-256 of what was copied.</summary>
    public static async Task<string> CopyAsync(string source, string target, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var output = File.OpenHandle(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.Asynchronous);
        var sha256 = await ReadAsync(source, output, progress, cancellationToken);
        RandomAccess.FlushToDisk(output);
        return sha256;
    }

    /// <summary>Makes what was written to a file by someone else survive a power cut.</summary>
    public static void Flush(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    private static async Task<string> ReadAsync(string path, SafeFileHandle? copy, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var input = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var position = 0L;
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var count = RandomAccess.Read(input, buffer.AsSpan(0, BufferBytes), position);
                if (count == 0) break;
                hash.AppendData(buffer, 0, count);
                if (copy is not null) await RandomAccess.WriteAsync(copy, buffer.AsMemory(0, count), position, cancellationToken);
                position += count;
                progress?.Report(count);
            }
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
