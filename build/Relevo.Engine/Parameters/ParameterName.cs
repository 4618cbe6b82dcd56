using System.Text;

namespace Relevo.Engine.Parameters;

/// <summary>The ways to write a parameter's name: <c>FailOnReject</c>, <c>--fail-on-reject</c>, <c>FAIL_ON_REJECT</c>.</summary>
internal static class ParameterName
{
    // Words with a hump that does not start a new one.
    private static readonly string[] Words = ["DotNet", "GitHub", "GitLab", "DevOps", "MLflow", "NuGet", "MSBuild", "TeamCity", "AppVeyor"];

    /// <summary>Whether two names are the same on a command line: case and dashes do not count.</summary>
    public static bool AreSame(string left, string right) => Bare(left).Equals(Bare(right), StringComparison.OrdinalIgnoreCase);

    /// <summary>Letters and digits only: what counts of an environment variable's name, beside its case.</summary>
    public static string LettersAndDigits(string name)
        => name.All(char.IsLetterOrDigit) ? name : string.Concat(name.Where(char.IsLetterOrDigit));

    /// <summary>The name as <c>--help</c> writes it: <c>fail-on-reject</c>.</summary>
    public static string Dashed(string name) => Split(name, '-').ToLowerInvariant();

    /// <summary>The name as an environment variable usually has it: <c>FAIL_ON_REJECT</c>.</summary>
    public static string Variable(string name) => Split(name, '_').ToUpperInvariant();

    private static string Bare(string name) => name.Contains('-') ? name.Replace("-", "") : name;

    private static string Split(string name, char separator)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length;)
        {
            var length = WordAt(name, i);
            if (i > 0 && text[^1] != separator && name[i] != separator)
                text.Append(separator);
            text.Append(name, i, length);
            i += length;
        }

        return text.ToString();
    }

    private static int WordAt(string name, int start)
    {
        var known = Array.Find(Words, x => string.CompareOrdinal(name, start, x, 0, x.Length) == 0);
        if (known is not null)
            return known.Length;

        var end = start + 1;
        while (end < name.Length && !StartsWord(name, end))
            end++;
        return end - start;
    }

    private static bool StartsWord(string name, int i)
        => char.IsUpper(name[i])
           && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
}
