using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Relevo.Core.Assets;
using Relevo.Local.Store;

namespace Relevo.Local.Jobs;

/// <summary>
/// Everything that a step's outputs depend on, by a name for people. Two steps with the same fingerprint give the same outputs, if
/// they are deterministic. Values of environment variables are kept as digests, since they may be secret.
/// </summary>
internal sealed record StepFingerprint(IReadOnlyDictionary<string, string> Parts)
{
    private const string CodePart = "code";
    private const string LiteralPrefix = "literal:";
    private const int MaxReasons = 3;

    /// <summary>SHA-256 over all parts, lower-case hex.</summary>
    public string Key { get; } = Convert.ToHexStringLower(SHA256.HashData(ToJson(Parts)));

    /// <summary>The digest of the code; null for a step without code.</summary>
    public string? CodeDigest => Parts.GetValueOrDefault(CodePart);

    /// <summary>Collects the parts of a step whose inputs are known.</summary>
    public static StepFingerprint Of(StepDefinition step, string? codeDigest, IReadOnlyDictionary<string, StepValue> inputs, string environment)
    {
        var parts = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["command"] = step.Command.ToString(), ["environment"] = environment };
        if (codeDigest is not null) parts[CodePart] = codeDigest;
        foreach (var (name, value) in step.Variables) parts[$"variable '{name}'"] = Digest(value.ToString());
        foreach (var (name, value) in inputs) parts[$"input '{name}'"] = value is StepValue.Literal literal ? LiteralPrefix + literal.Text : ((StepValue.Content)value).Digest;
        foreach (var (name, output) in step.Outputs) parts[$"output '{name}'"] = output.Type.WireName();
        return new StepFingerprint(parts);
    }

    /// <summary>A text that changes where the environment does.</summary>
    public static string EnvironmentText(EnvironmentReference? environment) => environment switch
    {
        null => "none",
        EnvironmentReference.Registered registered => registered.Reference.Text,
        EnvironmentReference.Inline { Environment: var inline } => Digest(string.Join('\n',
            inline.Image, inline.Build?.Path.Text, inline.Build?.DockerfilePath, inline.CondaText,
            inline.CondaFile is { } file && File.Exists(file) ? File.ReadAllText(file) : inline.CondaFile, inline.OsType)),
        _ => throw new InvalidOperationException("An environment is registered or inline."),
    };

    /// <summary>What is different from an earlier result, in words.</summary>
    /// <param name="earlier">The fingerprint of the earlier result.</param>
    /// <param name="manifestOf">The files of a code digest; null where they are not known any more.</param>
    public string Difference(StepFingerprint earlier, Func<string, ContentManifest?> manifestOf)
    {
        var reasons = Parts.Keys.Union(earlier.Parts.Keys).Order(StringComparer.Ordinal)
            .Where(name => Parts.GetValueOrDefault(name) != earlier.Parts.GetValueOrDefault(name))
            .Select(name => Describe(name, earlier.Parts.GetValueOrDefault(name), Parts.GetValueOrDefault(name), manifestOf)).ToList();
        var more = reasons.Count > MaxReasons ? $"; and {reasons.Count - MaxReasons} more" : "";
        return string.Join("; ", reasons.Take(MaxReasons)) + more;
    }

    /// <summary>The parts as JSON, sorted by name.</summary>
    public byte[] ToJson() => ToJson(Parts);

    /// <summary>Reads <see cref="ToJson()"/> back.</summary>
    public static StepFingerprint Parse(string json) =>
        new(JsonSerializer.Deserialize(json, JobsJson.Default.SortedDictionaryStringString) ?? []);

    private static byte[] ToJson(IReadOnlyDictionary<string, string> parts) =>
        JsonSerializer.SerializeToUtf8Bytes(new SortedDictionary<string, string>(parts.ToDictionary(), StringComparer.Ordinal), JobsJson.Default.SortedDictionaryStringString);

    private static string Describe(string name, string? before, string? after, Func<string, ContentManifest?> manifestOf)
    {
        if (before is null) return name == CodePart ? "code was added" : $"{name} is new";
        if (after is null) return name == CodePart ? "code was removed" : $"{name} is gone";
        if (name == CodePart) return ChangedFiles(manifestOf(before), manifestOf(after));
        if (name == "command") return "the command changed";
        if (Literal(before) is { } from && Literal(after) is { } to) return $"{name} changed from {from} to {to}";
        return $"{name} changed";
    }

    private static string ChangedFiles(ContentManifest? before, ContentManifest? after)
    {
        if (before is null || after is null) return "code changed";
        var known = before.Entries.ToDictionary(entry => entry.Path, entry => entry.Sha256);
        var changed = after.Entries.Where(entry => known.GetValueOrDefault(entry.Path) != entry.Sha256).Select(entry => entry.Path)
            .Concat(known.Keys.Except(after.Entries.Select(entry => entry.Path))).ToList();
        var more = changed.Count > MaxReasons ? $" and {changed.Count - MaxReasons} more" : "";
        return $"code changed: {string.Join(", ", changed.Take(MaxReasons))}{more}";
    }

    private static string? Literal(string part) => part.StartsWith(LiteralPrefix, StringComparison.Ordinal) ? Shown(part[LiteralPrefix.Length..]) : null;

    private static string Shown(string text) => text.Length == 0 ? "''" : text.Length <= 60 ? text.ReplaceLineEndings(" ") : $"{text[..57].ReplaceLineEndings(" ")}...";

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
