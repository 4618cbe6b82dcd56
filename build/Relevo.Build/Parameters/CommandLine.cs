namespace Relevo.Build.Parameters;

/// <summary>A command line in NUKE's grammar: targets first, then options, each followed by its values up to the next option.</summary>
/// <param name="Targets">The words before the first option.</param>
/// <param name="Options">The options as written, with their values.</param>
internal sealed record CommandLine(IReadOnlyList<string> Targets, IReadOnlyList<(string Option, IReadOnlyList<string> Values)> Options)
{
    /// <summary>Splits words into targets and options.</summary>
    public static CommandLine Parse(IReadOnlyList<string> words)
    {
        var options = new List<(string, IReadOnlyList<string>)>();
        for (var i = 0; i < words.Count; i++)
        {
            if (IsOption(words[i])) options.Add((words[i], [.. words.Skip(i + 1).TakeWhile(word => !IsOption(word))]));
        }
        return new([.. words.TakeWhile(word => !IsOption(word))], options);
    }

    /// <summary>The last option of a name, or null.</summary>
    public (string Option, IReadOnlyList<string> Values)? Find(string name)
    {
        var found = Options.LastOrDefault(o => BuildParameter.KeyOf(o.Option) == BuildParameter.KeyOf(name));
        return found.Option is null ? null : found;
    }

    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]) && word[1] != '.';
}
