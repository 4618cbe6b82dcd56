namespace Relevo.Engine.Parameters.Sources;

/// <summary>
/// A command line in NUKE's grammar: targets first, then options, each followed by its values up to the next option.
/// A word that starts with a dash is an option, unless it is a number that follows one.
/// </summary>
internal sealed class CommandLine
{
    public CommandLine(IReadOnlyList<string> words)
    {
        var positional = new List<string>();
        var options = new List<Option>();
        var values = positional;
        foreach (var word in words)
        {
            if (word.StartsWith('-') && (options.Count == 0 || !IsNumber(word)))
            {
                values = [];
                options.Add(new Option(word, values));
            }
            else
            {
                values.Add(word);
            }
        }

        Positional = positional;
        Options = options;
    }

    /// <summary>The words before the first option.</summary>
    public IReadOnlyList<string> Positional { get; }

    /// <summary>The options, as written.</summary>
    public IReadOnlyList<Option> Options { get; }

    /// <summary>The last option of that name, or null.</summary>
    public Option? Find(string name) => Options.LastOrDefault(x => ParameterName.AreSame(x.Word, name));

    private static bool IsNumber(string word) => word.Length > 1 && (char.IsAsciiDigit(word[1]) || (word[1] == '.' && word.Length > 2));

    /// <summary>An option and its values.</summary>
    internal sealed record Option(string Word, IReadOnlyList<string> Values);
}
