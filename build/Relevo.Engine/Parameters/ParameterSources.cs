using Relevo.Engine.Execution;
using Relevo.Engine.Parameters.Sources;

namespace Relevo.Engine.Parameters;

/// <summary>Looks a parameter up where NUKE does, in NUKE's order: command line, environment, profiles from the last named, <c>.nuke/parameters.json</c>.</summary>
internal sealed class ParameterSources(Session session)
{
    /// <summary>The parameter that words before the first option belong to.</summary>
    public const string Positional = "Target";

    private readonly EnvironmentVariables environment = new(session.Invocation.Variables);
    private IReadOnlyList<ParametersFile>? files;

    /// <summary>The parameters files that apply, the one that counts first in front.</summary>
    public IReadOnlyList<ParametersFile> Files => files ??= ReadFiles();

    /// <summary>What was written for a parameter, or null.</summary>
    /// <exception cref="UsageException">The environment is ambiguous, or a parameters file cannot be read.</exception>
    public RawValue? Find(string name, char? separator)
        => FindOutsideFiles(name, separator) ?? InFiles(name, separator);

    /// <summary>The same, without the parameters files: what has to be known before they can be found.</summary>
    public RawValue? FindOutsideFiles(string name, char? separator)
        => OnCommandLine(name, separator) ?? InEnvironment(name, separator);

    /// <summary>The profiles named, in order.</summary>
    public IReadOnlyList<string> ProfileNames() => FindOutsideFiles("Profile", separator: null) switch
    {
        null => [],
        // A variable PROFILE that names none is meant for another program.
        { IsIncidental: true } other => [.. other.Values.Where(x => File.Exists(Path.Combine(session.Root, FileOf(x))))],
        var given => given.Values,
    };

    private RawValue? OnCommandLine(string name, char? separator)
    {
        var directory = session.Invocation.WorkingDirectory;
        if (session.CommandLine.Find(name) is { } option)
            return new RawValue(Split(option.Values, separator), $"Option '{option.Word}'", directory);

        return name == Positional && session.CommandLine.Positional is { Count: > 0 } words
            ? new RawValue(Split(words, separator), "The command line", directory)
            : null;
    }

    private RawValue? InEnvironment(string name, char? separator)
        => environment.Find(name) is { } variable
            ? new RawValue(Split([variable.Value], separator), $"Environment variable '{variable.Name}'", session.Invocation.WorkingDirectory)
            {
                IsIncidental = !variable.IsPrefixed,
            }
            : null;

    private RawValue? InFiles(string name, char? separator)
    {
        foreach (var file in Files)
        {
            if (file.Find(name) is { } values)
                return new RawValue(Split(values, separator), $"'{name}' in {file.Name}", session.Root);
        }

        return null;
    }

    private List<ParametersFile> ReadFiles()
    {
        var read = new List<ParametersFile>();
        foreach (var profile in session.Profiles.Reverse())
        {
            var name = FileOf(profile);
            var path = Path.Combine(session.Root, name);
            read.Add(File.Exists(path) ? ParametersFile.Read(path, name) : throw UnknownProfile(profile));
        }

        var common = $"{RootDirectory.Marker}/parameters.json";
        if (File.Exists(Path.Combine(session.Root, common)))
            read.Add(ParametersFile.Read(Path.Combine(session.Root, common), common));
        return read;
    }

    private static string FileOf(string profile) => $"{RootDirectory.Marker}/parameters.{profile}.json";

    private UsageException UnknownProfile(string profile)
    {
        var directory = Path.Combine(session.Root, RootDirectory.Marker);
        string[] known = Directory.Exists(directory)
            ? [.. Directory.EnumerateFiles(directory, "parameters.*.json").Select(x => Path.GetFileName(x)["parameters.".Length..^".json".Length]).Order(StringComparer.Ordinal)]
            : [];
        return new UsageException(
            $"Profile '{profile}' has no file '{FileOf(profile)}'.",
            known is [] ? "create it." : $"create it, or choose one of: {string.Join(", ", known)}.");
    }

    private static IReadOnlyList<string> Split(IReadOnlyList<string> values, char? separator)
        => separator is { } character && values.Any(x => x.Contains(character))
            ? [.. values.SelectMany(x => x.Split(character, StringSplitOptions.RemoveEmptyEntries))]
            : values;
}
