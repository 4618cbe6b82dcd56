using Nuke.Common;
using Relevo.Engine.Execution;

namespace Relevo.Engine.Parameters;

/// <summary>
/// Checks, before anything runs, that all that was written is understood. NUKE ignores an option that it does not know and goes on
/// with the default where a value does not parse; in a delivery both would deploy something other than what was asked for.
/// </summary>
internal static class CallCheck
{
    /// <exception cref="UsageException">Something is not understood; the message holds all faults.</exception>
    public static void Check(Session session, ParameterCatalog catalog, IReadOnlyCollection<string> targetNames)
    {
        List<UsageException> faults = [.. UnknownOptions(session, catalog, targetNames), .. UnknownNamesInFiles(session, catalog)];
        Note(faults, () => session.Host);
        foreach (var parameter in catalog.All.Where(x => !IsReadElsewhere(x)))
            Note(faults, () => session.Binder.Bind(parameter.Member));

        if (faults.Count > 0)
            throw UsageException.Of([.. faults.DistinctBy(x => x.Problem)]);
    }

    private static void Note(List<UsageException> faults, Func<object?> read)
    {
        try
        {
            read();
        }
        catch (UsageException fault)
        {
            faults.Add(fault);
        }
    }

    // Targets are looked up once all are known; host and root are known by now.
    private static bool IsReadElsewhere(ParameterMember parameter) => parameter is
    {
        IsBuiltIn: true,
        Member.Name: nameof(INukeBuild.InvokedTargets) or nameof(INukeBuild.SkippedTargets) or nameof(INukeBuild.Host) or nameof(INukeBuild.RootDirectory),
    };

    private static IEnumerable<UsageException> UnknownOptions(Session session, ParameterCatalog catalog, IReadOnlyCollection<string> targetNames)
        => session.CommandLine.Options.Where(x => !IsKnown(x.Word, catalog)).Select(x => UnknownOption(x.Word, catalog, targetNames));

    private static UsageException UnknownOption(string word, ParameterCatalog catalog, IReadOnlyCollection<string> targetNames)
    {
        if (word.IndexOfAny(['=', ':']) is > 0 and var at && IsKnown(word[..at], catalog))
            return new UsageException($"Option '{word[..at]}' has its value glued to it.", $"write '{word[..at]} <value>', with a space.");
        if (targetNames.FirstOrDefault(x => ParameterName.AreSame(x, word)) is { } target)
            return new UsageException($"'{word}' is a target, not an option.", $"write '{target}', before the first option.");

        var options = catalog.Parameters.Select(x => x.Option);
        var nearest = Suggestion.For(word, options);
        return new UsageException(
            $"Option '{Shown(word)}' does not exist.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}",
            "'--help' lists all options.");
    }

    private static IEnumerable<UsageException> UnknownNamesInFiles(Session session, ParameterCatalog catalog)
    {
        foreach (var file in session.Sources.Files)
        {
            foreach (var name in file.Names.Where(x => !IsKnown(x, catalog)))
            {
                var nearest = Suggestion.For(name, catalog.Parameters.Select(x => x.Name));
                yield return new UsageException(
                    $"{file.Name} sets '{name}', which is not a parameter.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}",
                    "'--help' lists all parameters.");
            }
        }
    }

    private static bool IsKnown(string name, ParameterCatalog catalog) => catalog.Find(name) is not null;

    // What follows an equals sign may be a secret.
    private static string Shown(string word) => word.IndexOf('=') is > 0 and var at ? $"{word[..at]}=…" : word;
}
