namespace Relevo.Core.Data;

/// <summary>How a table is written in a file.</summary>
internal enum TableFormat
{
    /// <summary>Comma-separated values with a header, RFC 4180; also with semicolons or tabs where the header has no comma.</summary>
    Csv,

    /// <summary>Tab-separated values with a header.</summary>
    Tsv,

    /// <summary>One JSON object a line.</summary>
    JsonLines,
}
