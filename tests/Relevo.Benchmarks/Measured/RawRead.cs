namespace Relevo.Benchmarks.Measured;

/// <summary>Reads a file and does nothing with it.</summary>
internal static class RawRead
{
    private const int BufferBytes = 1 << 20;

    /// <summary>Reads it to its end; gives its length.</summary>
    public static long Read(string path)
    {
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        var buffer = new byte[BufferBytes];
        var position = 0L;
        while (RandomAccess.Read(file, buffer, position) is > 0 and var count) position += count;
        return position;
    }
}
