using System.Text.Json;
using System.Text.RegularExpressions;
using Relevo.Mlflow.Protocol;

namespace Relevo.Mlflow.Server.Store;

/// <summary>MLflow's limits and validation, with its messages, which clients' tests match.</summary>
internal static partial class Rules
{
    public const int MostMetrics = 1000;
    public const int MostParams = 100;
    public const int MostTags = 100;
    public const int MostEntities = 1000;
    private const int KeyLength = 250;
    private const int ParamLength = 6000;
    private const int RunTagLength = 8000;

    public static MlflowException Invalid(string message) => new(ErrorCodes.InvalidParameterValue, message);

    public static MlflowException Absent(string message) => new(ErrorCodes.ResourceDoesNotExist, message);

    public static MlflowException Taken(string message) => new(ErrorCodes.ResourceAlreadyExists, message);

    public static void Key(string? key, string path)
    {
        if (string.IsNullOrEmpty(key))
            throw InvalidValue(key, path, "It must not be empty.");
        if (!KeyPattern.IsMatch(key))
            throw InvalidValue(key, path, "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).");
        if (Normalised(key) is { } normalised && normalised != key)
            throw InvalidValue(key, path, $"Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '{normalised}'");
        Length(key, path, KeyLength);
    }

    public static void Metric(Metric metric, string path)
    {
        Key(metric.Key, $"{path}key");
        if (metric.Value is null)
            throw Invalid($"Got invalid value None for metric '{metric.Key}' (timestamp={metric.Timestamp}). Please specify value as a valid double (64-bit floating point)");
        if (metric.Timestamp is null or < 0)
            throw Invalid($"Got invalid timestamp {metric.Timestamp?.ToString() ?? "None"} for metric '{metric.Key}' (value={metric.Value}). Please specify timestamp as a nonnegative long (64-bit integer, ms since epoch)");
    }

    /// <summary>The value to keep: a longer one is cut, as the real server does by default.</summary>
    public static string Param(string? key, string? value, string path)
    {
        Key(key, $"{path}key");
        return Cut(value ?? "", ParamLength);
    }

    /// <summary>The value to keep: a longer one is cut, as the real server does by default.</summary>
    public static string RunTag(string? key, string? value, string path)
    {
        Key(key, $"{path}key");
        return Cut(value ?? "", RunTagLength);
    }

    public static void Tag(string? key, string? value, int valueLength)
    {
        Key(key, "key");
        Length(value ?? "", "value", valueLength);
    }

    public static void Length(string value, string path, int most)
    {
        if (value.Length > most)
            throw Invalid($"'{path}' exceeds the maximum length of {most} characters");
    }

    public static void Batch(int metrics, int @params, int tags)
    {
        Count("metrics", metrics, MostMetrics);
        Count("params", @params, MostParams);
        Count("tags", tags, MostTags);
        Count("metrics, params, and tags", metrics + @params + tags, MostEntities);
    }

    public static int MaxResults(long? asked, int usual, int most)
    {
        var count = asked ?? usual;
        if (count < 1)
            throw Invalid($"Invalid value {count} for parameter 'max_results' supplied: It must be at least 1, but got value {count}");
        return count <= most ? (int)count : throw Invalid($"Invalid value {count} for parameter 'max_results' supplied: It must be at most {most}, but got value {count}");
    }

    public static string RunId(string? runId) =>
        runId is not null && RunIdPattern.IsMatch(runId) ? runId : throw Invalid($"Invalid run ID: '{runId}'");

    public static long ExperimentId(string? id) =>
        long.TryParse(id, System.Globalization.NumberStyles.None, null, out var number) ? number : throw Absent($"No Experiment with id={id} exists");

    public static void ExperimentName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw Invalid("Invalid experiment name: ''. Experiment name must be a non-empty string");
        Length(name, "name", 500);
        if (name.AsSpan().ContainsAnyInRange('\0', '\u001f'))
            throw Invalid("Invalid experiment name: it holds control characters");
    }

    public static void ModelName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw Invalid("Registered model name cannot be empty.");
        if (name.AsSpan().ContainsAny('/', ':') || name is "." or ".." || name.AsSpan().ContainsAnyInRange('\0', '\u001f'))
            throw Invalid($"Invalid name: '{name}'. Name must not be empty, '.' or '..', and must not contain a slash or a colon");
        Length(name, "name", 256);
    }

    public static int Version(string? version) =>
        int.TryParse(version, System.Globalization.NumberStyles.None, null, out var number) ? number : throw Invalid($"Model version must be an integer, got '{version}'");

    public static void Alias(string? alias)
    {
        if (string.IsNullOrEmpty(alias))
            throw Invalid("Registered model alias name cannot be empty.");
        if (!AliasPattern.IsMatch(alias))
            throw Invalid($"Invalid alias name: '{alias}'. Names may only contain alphanumerics, underscores (_), and dashes (-).");
        Length(alias, "alias", 255);
        if (alias.Equals("latest", StringComparison.OrdinalIgnoreCase))
            throw Invalid("'latest' alias name (case insensitive) is reserved.");
        if (VersionAlias.IsMatch(alias))
            throw Invalid($"Version alias name '{alias}' is reserved.");
    }

    private static void Count(string what, int count, int most)
    {
        if (count > most)
            throw Invalid($"A batch logging request can contain at most {most} {what}. Got {count} {what}. Please split up {what} across multiple requests and try again.");
    }

    // The lone half of a surrogate pair could not be written as UTF-8.
    private static string Cut(string value, int most) =>
        value.Length <= most ? value : value[..(char.IsHighSurrogate(value[most - 1]) ? most - 1 : most)];

    private static MlflowException InvalidValue(string? value, string path, string why) =>
        Invalid($"Invalid value {(value is null ? "null" : $"\"{JsonEncodedText.Encode(value)}\"")} for parameter '{path}' supplied: {why}");

    // posixpath.normpath, which the real server compares with.
    private static string Normalised(string key)
    {
        var parts = new List<string>();
        foreach (var part in key.Split('/'))
        {
            if (part is "" or ".")
                continue;
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
                parts.RemoveAt(parts.Count - 1);
            else
                parts.Add(part);
        }
        var joined = string.Join('/', parts);
        // A name that leaves its folder or is one is refused even where it is in normal form.
        return joined.Length == 0 || parts[0] == ".." ? $"./{joined}" : joined;
    }

    [GeneratedRegex(@"^[/\w.\- :]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern { get; }

    [GeneratedRegex(@"^[a-zA-Z0-9][\w\-]{0,255}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RunIdPattern { get; }

    [GeneratedRegex(@"^[\w\-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex AliasPattern { get; }

    [GeneratedRegex(@"^[vV]\d+\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionAlias { get; }
}
