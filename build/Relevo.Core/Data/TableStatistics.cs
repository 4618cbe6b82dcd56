using CsvHelper;
using Relevo.Core.Errors;

namespace Relevo.Core.Data;

/// <summary>Computes the statistics of a table that lies in files, in one pass and with bounded memory.</summary>
public static class TableStatistics
{
    /// <summary>
    /// Reads a table and tells what its columns look like. Read are <c>.csv</c>, <c>.tsv</c>, <c>.jsonl</c> and <c>.ndjson</c>, each also
    /// with <c>.gz</c> behind it, and a folder of such files that have the same header.
    /// </summary>
    /// <remarks>
    /// Counts, mean, spread and range are exact. The median and the histogram are exact up to a million numbers in a column (less in a
    /// table with more than 32 columns, so that all columns together hold 32 million); beyond they come from a uniform sample of that size.
    /// </remarks>
    /// <param name="path">A file or a folder.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Null where the path holds no table that we read.</returns>
    /// <exception cref="RelevoException">The path is not there, cannot be read, or holds a broken table; the message names file and line.</exception>
    public static async Task<DatasetStatistics?> ComputeAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(() => Compute(path, cancellationToken), cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw Unreadable(path, fault);
        }
        catch (MaxFieldSizeException fault)
        {
            throw Unreadable(path, fault);
        }
    }

    private static DatasetStatistics? Compute(string path, CancellationToken cancellationToken)
    {
        var files = TableFile.Find(path);
        if (files.Count == 0)
            return null;

        var columns = new ColumnSet();
        foreach (var file in files)
        {
            var wasRead = file.Format == TableFormat.JsonLines
                ? new JsonLinesTable(file).Read(columns, cancellationToken)
                : new DelimitedTable(file).Read(columns, cancellationToken);
            if (!wasRead)
                return null;
        }
        return columns.IsEmpty ? null : columns.ToStatistics();
    }

    private static RelevoException Unreadable(string path, Exception fault) => new(
        $"The data in '{path}' cannot be read: {fault.Message.Split('\n')[0].TrimEnd()}",
        "check that the path exists, that you may read it, and that the file is complete.", ExitCode.Configuration, fault);
}
