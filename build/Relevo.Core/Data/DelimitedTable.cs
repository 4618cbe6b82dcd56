using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Relevo.Core.Errors;

namespace Relevo.Core.Data;

/// <summary>Reads a table of separated values with a header (RFC 4180).</summary>
internal sealed class DelimitedTable(TableFile file)
{
    private const int MaxFieldChars = 1 << 24;

    /// <summary>Feeds every row to the columns.</summary>
    /// <returns>False where the header differs from that of the files before.</returns>
    /// <exception cref="RelevoException">A row has more or fewer values than the header, or a quote is never closed.</exception>
    public bool Read(ColumnSet columns, CancellationToken cancellationToken)
    {
        using var text = file.Open();
        using var parser = new CsvParser(text, Configuration());
        if (!parser.Read())
            return true;
        if (!columns.TryUseHeader(parser.Record ?? []))
            return false;

        var width = parser.Count;
        var line = parser.RawRow + 1;
        while (parser.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (parser.Count != width)
                throw Ragged(line, parser.Count, width);
            columns.BeginRow();
            for (var at = 0; at < width; at++)
                columns.Observe(at, parser[at], isText: false);
            line = parser.RawRow + 1;
        }
        return true;
    }

    private CsvConfiguration Configuration() => new(CultureInfo.InvariantCulture)
    {
        Delimiter = Separator(),
        MaxFieldSize = MaxFieldChars,
        // A quote inside of a bare value is a plain character, as in `5" pipe`; one that opens a value and never closes would swallow the rest.
        BadDataFound = found =>
        {
            if (found.Field.StartsWith('"'))
                throw Unclosed(found.Context.Parser?.RawRow ?? 0);
        },
    };

    private string Separator()
    {
        if (file.Format == TableFormat.Tsv)
            return "\t";
        using var text = file.Open();
        var header = text.ReadLine() ?? "";
        return header.Contains(',') ? "," : header.Contains(';') ? ";" : header.Contains('\t') ? "\t" : ",";
    }

    private RelevoException Ragged(int line, int count, int width) => new(
        $"{file.Path}:{line}: the row has {count} {(count == 1 ? "value" : "values")}, the header {width}.",
        "quote values that hold the separator, or mend the row.", ExitCode.Configuration);

    private RelevoException Unclosed(int line) => new(
        $"{file.Path}:{line}: a quoted value does not end with a quote and a separator.",
        "close the quote, and write a quote within a quoted value twice.", ExitCode.Configuration);
}
