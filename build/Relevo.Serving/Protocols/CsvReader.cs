using System.Text;
using Relevo.Serving.Scoring;

namespace Relevo.Serving.Protocols;

/// <summary>Splits comma-separated text as RFC 4180 has it: quotes, doubled quotes, line breaks within quotes. Empty lines are skipped.</summary>
internal static class CsvReader
{
    public static IEnumerable<IReadOnlyList<string>> Read(string text)
    {
        List<string> fields = [];
        var at = 0;
        while (at < text.Length)
        {
            fields.Add(text[at] == '"' ? ReadQuoted(text, ref at) : ReadPlain(text, ref at));
            if (at < text.Length && text[at] == ',')
            {
                if (++at == text.Length)
                    fields.Add("");
                else
                    continue;
            }

            if (at < text.Length && text[at] == '\r')
                at++;
            if (at < text.Length && text[at] == '\n')
                at++;
            if (fields is not [""])
                yield return fields;
            fields = [];
        }
    }

    private static string ReadPlain(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is not (',' or '\n' or '\r'))
            at++;
        return text[start..at];
    }

    private static string ReadQuoted(string text, ref int at)
    {
        var field = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
                field.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"')
                field.Append(text[at++]);
            else if (++at == text.Length || text[at] is ',' or '\n' or '\r')
                return field.ToString();
            else
                break;
        }

        throw new InvalidInputException("The CSV text has a quote that is not closed, or text after a closing quote.");
    }
}
