using Relevo.Local.Jobs.Processes;

namespace Relevo.Local.Jobs;

/// <summary>Finds the program that a shell did not find, for the message about it.</summary>
internal static class CommandWords
{
    private static readonly HashSet<string> BuiltIn = new(StringComparer.Ordinal)
    {
        "cd", "echo", "export", "set", "if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac", "exit", "test", "[", "[[", "{", "}", "!",
        "exec", "source", ".", ":", "true", "false", "eval", "trap", "ulimit", "umask", "unset", "wait", "read", "printf", "pwd", "return", "shift", "local", "function", "time",
    };

    /// <summary>The first program of a command line that is not on PATH; null where each is there, as far as can be told.</summary>
    public static string? FirstMissing(string command)
    {
        foreach (var part in command.Split(["&&", "||", ";", "|", "\n", "&"], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var word = part.Split(' ', '\t').FirstOrDefault(candidate => !candidate.Contains('=', StringComparison.Ordinal))?.Trim('(', ')', '"', '\'');
            if (word is { Length: > 0 } && IsName(word) && !BuiltIn.Contains(word) && StepShell.FindProgram(word) is null) return word;
        }
        return null;
    }

    private static bool IsName(string word) => word.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.' or '+');
}
