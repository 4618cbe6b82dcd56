using System.Text;
using System.Text.RegularExpressions;

namespace Relevo.Local.Store;

/// <summary>
/// Which files of a code folder are left out of a snapshot: <c>.amlignore</c> where there is one, else <c>.gitignore</c>, as Azure ML
/// does. Patterns are gitignore's (https://git-scm.com/docs/gitignore): the last one that matches decides, and nothing beneath an
/// ignored folder can come back. <c>.git</c> is always left out.
/// </summary>
public sealed class IgnoreRules
{
    private readonly List<Rule> _rules;

    private IgnoreRules(List<Rule> rules) => _rules = rules;

    private sealed record Rule(Regex Pattern, bool IsNegated, bool FoldersOnly);

    /// <summary>Leaves nothing out.</summary>
    public static IgnoreRules None { get; } = new([]);

    /// <summary>The rules that a code folder states.</summary>
    public static IgnoreRules Of(string folder)
    {
        foreach (var name in (ReadOnlySpan<string>)[".amlignore", ".gitignore"])
        {
            var file = Path.Combine(folder, name);
            if (File.Exists(file)) return Parse([".git", .. File.ReadLines(file)]);
        }
        return Parse([".git"]);
    }

    /// <summary>Reads rules, one a line.</summary>
    public static IgnoreRules Parse(IEnumerable<string> lines) => new([.. lines.Select(ParseLine).OfType<Rule>()]);

    /// <summary>Whether a file or folder is left out, given that the folder which holds it is not.</summary>
    /// <param name="relativePath">Relative to the code folder, with <c>/</c>, without a trailing one.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    public bool IsIgnored(string relativePath, bool isFolder)
    {
        for (var index = _rules.Count - 1; index >= 0; index--)
        {
            var rule = _rules[index];
            if ((isFolder || !rule.FoldersOnly) && rule.Pattern.IsMatch(relativePath)) return !rule.IsNegated;
        }
        return false;
    }

    private static Rule? ParseLine(string line)
    {
        var text = TrimTrailingSpaces(line.TrimEnd('\r').TrimStart('\uFEFF'));
        if (text.Length == 0 || text[0] == '#') return null;
        var isNegated = text[0] == '!';
        if (isNegated) text = text[1..];
        var foldersOnly = text.EndsWith('/');
        if (foldersOnly) text = text[..^1];
        if (text.Length == 0) return null;
        var isAnchored = text.Contains('/', StringComparison.Ordinal);
        if (text[0] == '/') text = text[1..];
        var pattern = new StringBuilder("^").Append(isAnchored ? "" : "(?:.*/)?");
        Translate(text, pattern);
        return new Rule(new Regex(pattern.Append('$').ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.Singleline), isNegated, foldersOnly);
    }

    private static string TrimTrailingSpaces(string line)
    {
        var end = line.Length;
        while (end > 0 && line[end - 1] is ' ' or '\t' && (end < 2 || line[end - 2] != '\\')) end--;
        return line[..end];
    }

    private static void Translate(string glob, StringBuilder pattern)
    {
        for (var at = 0; at < glob.Length; at++)
        {
            switch (glob[at])
            {
                case '*' when IsDoubleStar(glob, at) && at + 2 < glob.Length:
                    pattern.Append("(?:.*/)?");
                    at += 2;
                    break;
                case '*' when IsDoubleStar(glob, at):
                    pattern.Append(".+");
                    at++;
                    break;
                case '*':
                    while (at + 1 < glob.Length && glob[at + 1] == '*') at++;
                    pattern.Append("[^/]*");
                    break;
                case '?':
                    pattern.Append("[^/]");
                    break;
                case '[' when ClassEnd(glob, at) is var end and > 0:
                    AppendClass(glob[(at + 1)..end], pattern);
                    at = end;
                    break;
                case '\\' when at + 1 < glob.Length:
                    pattern.Append(Regex.Escape(glob[++at].ToString()));
                    break;
                default:
                    pattern.Append(Regex.Escape(glob[at].ToString()));
                    break;
            }
        }
    }

    // "**" counts only as a whole part of the path.
    private static bool IsDoubleStar(string glob, int at) =>
        at + 1 < glob.Length && glob[at + 1] == '*' && (at == 0 || glob[at - 1] == '/') && (at + 2 == glob.Length || glob[at + 2] == '/');

    private static int ClassEnd(string glob, int at)
    {
        var first = at + 1;
        if (first < glob.Length && glob[first] is '!' or '^') first++;
        return first + 1 < glob.Length ? glob.IndexOf(']', first + 1) : -1;
    }

    // Members are written one by one, so that no text of a person is read as part of the regular expression.
    private static void AppendClass(string content, StringBuilder pattern)
    {
        var isNegated = content[0] is '!' or '^';
        pattern.Append(isNegated ? "[^/" : "[");
        for (var at = isNegated ? 1 : 0; at < content.Length; at++)
        {
            var isRange = at + 2 < content.Length && content[at + 1] == '-';
            if (isRange && content[at] <= content[at + 2])
            {
                pattern.Append(Member(content[at])).Append('-').Append(Member(content[at + 2]));
                at += 2;
            }
            else
            {
                pattern.Append(Member(content[at]));
            }
        }
        pattern.Append(']');
    }

    private static string Member(char member) => $"\\u{(int)member:x4}";
}
