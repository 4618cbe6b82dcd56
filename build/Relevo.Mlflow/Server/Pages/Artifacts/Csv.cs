using System.Text;

namespace Relevo.Mlflow.Server.Pages.Artifacts;

/// <summary>Reads tables of text as RFC 4180 writes them, for a look at their first rows.</summary>
internal static class Csv
{
    /// <summary>The rows, one after the other; a quote that is not closed ends with the text.</summary>
    public static IEnumerable<IReadOnlyList<string>> Read(string text, char separator)
    {
        var row = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (isQuoted)
            {
                if (c != '"')
                    cell.Append(c);
                else if (at + 1 < text.Length && text[at + 1] == '"')
                    cell.Append(text[at++]);
                else
                    isQuoted = false;
            }
            else if (c == '"' && cell.Length == 0)
            {
                isQuoted = true;
            }
            else if (c == separator)
            {
                row.Add(Take(cell));
            }
            else if (c == '\n')
            {
                row.Add(Take(cell));
                yield return row;
                row = [];
            }
            else if (c != '\r')
            {
                cell.Append(c);
            }
        }
        if (cell.Length > 0 || row.Count > 0)
        {
            row.Add(Take(cell));
            yield return row;
        }
    }

    private static string Take(StringBuilder cell)
    {
        var text = cell.ToString();
        cell.Clear();
        return text;
    }
}
