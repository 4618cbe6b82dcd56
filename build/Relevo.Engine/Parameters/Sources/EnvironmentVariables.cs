namespace Relevo.Engine.Parameters.Sources;

/// <summary>The environment, in which names ignore case and punctuation and may start with <c>NUKE_</c>. An empty variable is none.</summary>
internal sealed class EnvironmentVariables(IReadOnlyDictionary<string, string> variables)
{
    private const string Prefix = "NUKE";

    private readonly Lazy<ILookup<string, KeyValuePair<string, string>>> byName = new(() => variables
        .Where(x => !string.IsNullOrWhiteSpace(x.Value))
        .ToLookup(x => ParameterName.LettersAndDigits(x.Key), StringComparer.OrdinalIgnoreCase));

    /// <summary>The variable that is meant for a parameter, or null.</summary>
    /// <exception cref="UsageException">Several are.</exception>
    public Variable? Find(string name)
    {
        var plain = ParameterName.LettersAndDigits(name);
        KeyValuePair<string, string>[] found = [.. byName.Value[plain], .. byName.Value[Prefix + plain]];
        return found switch
        {
            [] => null,
            [var (key, value)] => new Variable(key, value, ParameterName.LettersAndDigits(key).Length > plain.Length),
            _ => throw new UsageException(
                $"Several environment variables set parameter '{name}': {string.Join(", ", found.Select(x => x.Key).Order(StringComparer.Ordinal))}.",
                $"unset all but one, or pass --{ParameterName.Dashed(name)}."),
        };
    }

    /// <summary>A variable.</summary>
    /// <param name="Name">Its name, as in the environment.</param>
    /// <param name="Value">Its value; not blank.</param>
    /// <param name="IsPrefixed">Whether the name says that it is meant for the build.</param>
    internal sealed record Variable(string Name, string Value, bool IsPrefixed);
}
