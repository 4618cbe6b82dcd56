using System.IO.Compression;
using System.Text;

namespace Relevo.Core.Data;

/// <summary>A file that holds a table, or a part of one.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">How it is written.</param>
internal sealed record TableFile(string Path, TableFormat Format)
{
    private const int BufferBytes = 1 << 16;

    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 16,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
    };

    /// <summary>Finds the files of one table; empty where there are none, or of different formats.</summary>
    public static IReadOnlyList<TableFile> Find(string path)
    {
        if (!Directory.Exists(path))
            return FormatOf(path) is { } format ? [new(path, format)] : [];

        List<TableFile> files = [];
        foreach (var file in Directory.EnumerateFiles(path, "*", Everywhere).Order(StringComparer.Ordinal))
        {
            if (FormatOf(file) is { } format && !IsMarker(file))
                files.Add(new(file, format));
        }
        return files.DistinctBy(file => file.Format).Count() == 1 ? files : [];
    }

    /// <summary>Opens the text, unpacked. UTF-8 unless a byte order mark says otherwise.</summary>
    public StreamReader Open()
    {
        Stream stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes, FileOptions.SequentialScan);
        if (Path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            stream = new GZipStream(stream, CompressionMode.Decompress);
        return new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, BufferBytes);
    }

    private static TableFormat? FormatOf(string path)
    {
        var name = System.IO.Path.GetFileName(path).ToLowerInvariant();
        if (name.EndsWith(".gz", StringComparison.Ordinal))
            name = name[..^3];
        return System.IO.Path.GetExtension(name) switch
        {
            ".csv" => TableFormat.Csv,
            ".tsv" => TableFormat.Tsv,
            ".jsonl" or ".ndjson" => TableFormat.JsonLines,
            _ => null,
        };
    }

    // Spark and others leave files such as _SUCCESS beside the parts.
    private static bool IsMarker(string path) => System.IO.Path.GetFileName(path).StartsWith('_');
}
