using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Relevo.Core.Assets;

public sealed partial record AssetReference
{
    /// <summary>What a reference may look like, for messages.</summary>
    public const string Forms = "azureml:name:version, azureml:name@label, azureml://registries/registry/models/name/versions/1 or models:/name/1";

    /// <summary>Parses a reference.</summary>
    /// <param name="text">The reference as written.</param>
    /// <exception cref="FormatException">The text is no reference.</exception>
    public static AssetReference Parse(string text) =>
        TryParse(text, out var reference) ? reference : throw new FormatException($"'{text}' is no asset reference; expected {Forms}.");

    /// <summary>Parses a reference.</summary>
    /// <param name="text">The reference as written.</param>
    /// <param name="reference">The reference, or null where the text is none: a path or the URI of content.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out AssetReference? reference)
    {
        reference = null;
        foreach (var form in (ReadOnlySpan<Regex>)[ShortForm, LongForm, MlflowForm])
        {
            var match = form.Match(text.Trim());
            if (!match.Success) continue;
            reference = From(text, match);
            return true;
        }
        return false;
    }

    private static AssetReference From(string text, Match match)
    {
        var version = Group(match, "version");
        var label = Group(match, "label");
        // MLflow's models:/name/latest and models:/name/Production name a moving target, which is a label.
        if (version is not null && text.TrimStart().StartsWith("models:", StringComparison.Ordinal) && !version.All(char.IsAsciiDigit))
            (version, label) = (null, version);
        return new AssetReference
        {
            Text = text,
            Name = match.Groups["name"].Value,
            Version = version,
            Label = label,
            Registry = Group(match, "registry"),
            Collection = Group(match, "collection"),
            Workspace = Group(match, "workspace"),
        };
    }

    private static string? Group(Match match, string name) => match.Groups[name] is { Success: true } group ? group.Value : null;

    [GeneratedRegex(@"^azureml:(?<name>[^/\\:@\s]+)(:(?<version>[^/\\:@\s]+)|@(?<label>[^/\\:@\s]+))?$")]
    private static partial Regex ShortForm { get; }

    [GeneratedRegex(
        @"^(azureml:)?/{1,2}(registries/(?<registry>[^/]+)|((subscriptions|locations)/.+/)?workspaces/(?<workspace>[^/]+))/" +
        @"(?<collection>data|models|environments|components|codes)/(?<name>[^/]+)(/(versions/(?<version>[^/]+)|labels/(?<label>[^/]+)))?/?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex LongForm { get; }

    [GeneratedRegex(@"^models:/(?<name>[^/@\s]+)(/(?<version>[^/@\s]+)|@(?<label>[^/@\s]+))?$")]
    private static partial Regex MlflowForm { get; }
}
