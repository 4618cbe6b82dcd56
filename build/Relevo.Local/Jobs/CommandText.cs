using System.Text;
using Relevo.Core.Expressions;

namespace Relevo.Local.Jobs;

/// <summary>
/// Puts values into a command. Literals go in as they are, as on Azure ML, so that <c>--flags ${{inputs.flags}}</c> may be several
/// arguments. Paths are ours: one that a shell would take apart is quoted for the place where it stands, so that a workspace under
/// a folder with blanks works.
/// </summary>
internal static class CommandText
{
    /// <summary>The command to run.</summary>
    /// <param name="command">The template.</param>
    /// <param name="resolve">The value of a reference; null where an optional input is absent. Paths come as <see cref="StepValue.Content"/>.</param>
    public static string Substitute(Template command, Func<Reference, StepValue?> resolve)
    {
        var text = new StringBuilder();
        Append(command.Parts, resolve, text);
        return text.ToString();
    }

    private static bool Append(IReadOnlyList<TemplatePart> parts, Func<Reference, StepValue?> resolve, StringBuilder text)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case TemplatePart.Text plain:
                    text.Append(plain.Value);
                    break;
                case TemplatePart.Optional optional:
                    var length = text.Length;
                    if (!Append(optional.Parts, resolve, text)) text.Length = length;
                    break;
                case TemplatePart.Expression expression:
                    var value = resolve(expression.Reference);
                    if (value is null) return false;
                    text.Append(value is StepValue.Content content ? Quote(content.Path, text) : ((StepValue.Literal)value).Text);
                    break;
            }
        }
        return true;
    }

    private static string Quote(string path, StringBuilder before)
    {
        if (path.All(character => char.IsAsciiLetterOrDigit(character) || "/._-+=:@%,\\".Contains(character)) && (OperatingSystem.IsWindows() || !path.Contains('\\'))) return path;
        return QuoteBefore(before.ToString()) switch
        {
            '\'' => path.Replace("'", @"'\''", StringComparison.Ordinal),
            '"' when OperatingSystem.IsWindows() => path,
            '"' => string.Concat(path.Select(character => "\\\"$`".Contains(character) ? $"\\{character}" : character.ToString())),
            _ when OperatingSystem.IsWindows() => $"\"{path}\"",
            _ => $"'{path.Replace("'", @"'\''", StringComparison.Ordinal)}'",
        };
    }

    // The quote that is open at the end of a shell text; NUL where none is.
    private static char QuoteBefore(string text)
    {
        var open = '\0';
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && open != '\'') at++;
            else if (open == '\0' && text[at] is '\'' or '"') open = open == '\0' ? text[at] : open;
            else if (open != '\0' && text[at] == open) open = '\0';
        }
        return open;
    }
}
