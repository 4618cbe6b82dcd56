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

    private static readonly System.Buffers.SearchValues<char> LoggedModelSigns = System.Buffers.SearchValues.Create("/:.%\"'");
    private static readonly string[] MlmodelFields = ["artifact_path", "flavors", "utc_time_created", "run_id"];

    public static MlflowException Invalid(string message) => new(ErrorCodes.InvalidParameterValue, message);

    /// <summary>The fault of a field that is not there, or is empty: the protocol's messages cannot tell the two apart.</summary>
    public static MlflowException Missing(string path) => Invalid($"Missing value for required parameter '{path}'. See the API docs for more information about request parameters.");

    public static MlflowException Absent(string message) => new(ErrorCodes.ResourceDoesNotExist, message);

    public static MlflowException Taken(string message) => new(ErrorCodes.ResourceAlreadyExists, message);

    public static void Key(string? key, string path)
    {
        if (string.IsNullOrEmpty(key))
            throw Missing(path);
        if (!KeyPattern.IsMatch(key))
            throw InvalidValue(key, path, "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).");
        if (Normalised(key) is { } normalised && normalised != key)
            throw InvalidValue(key, path, $"Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '{normalised}'");
        Length(key, path, KeyLength);
    }

    /// <summary>Whether a key may stand in a batch; <see cref="Key"/> says why not.</summary>
    public static bool IsKey(string key) => key.Length is > 0 and <= KeyLength && KeyPattern.IsMatch(key) && Normalised(key) == key;

    public static void Metric(Metric metric, string path)
    {
        if (string.IsNullOrEmpty(metric.Key))
            throw Missing($"{path}key");
        if (metric.Value is null)
            throw Missing($"{path}value");
        if (metric.Timestamp is null)
            throw Missing($"{path}timestamp");
        Key(metric.Key, $"{path}name");
        if (metric.Timestamp < 0)
            throw Invalid($"Invalid value {metric.Timestamp} for parameter '{path}timestamp' supplied: metric '{metric.Key}' (value={metric.Value}). Timestamp must be a nonnegative long (64-bit integer) ");
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
            throw Invalid($"Invalid value {count} for parameter 'max_results' supplied. It must be a positive integer, but got {count}");
        return count <= most ? (int)count : throw Invalid($"Invalid value {count} for parameter 'max_results' supplied. It must be at most {most}, but got {count}");
    }

    public static string RunId(string? runId) =>
        runId is not null && RunIdPattern.IsMatch(runId) ? runId : throw Invalid($"Invalid value {Quoted(runId)} for parameter 'run_id' supplied.");

    public static long ExperimentId(string? id) =>
        long.TryParse(id, System.Globalization.NumberStyles.None, null, out var number) ? number : throw Absent($"No Experiment with id={id} exists");

    public static void ExperimentName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw Invalid($"Invalid experiment name: '{name}'");
        Length(name, "name", 500);
        if (name.AsSpan().ContainsAnyInRange('\0', '\u001f'))
            throw Invalid("Invalid experiment name: it holds control characters");
    }

    public static void ModelName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw Invalid("Missing value for required parameter 'name'.");
        if (name.AsSpan().ContainsAny('/', ':') || name is "." or ".." || name.AsSpan().ContainsAnyInRange('\0', '\u001f'))
            throw Invalid($"Invalid name: '{name}'. Name must not be empty, '.' or '..', and must not contain a slash or a colon");
        Length(name, "name", 256);
    }

    /// <summary>Where the artifacts of an experiment go: a path without a scheme is one of this machine.</summary>
    public static string? ArtifactLocation(string? location)
    {
        if (string.IsNullOrEmpty(location))
            return null;
        if (location.StartsWith("runs:", StringComparison.Ordinal))
            throw Invalid($"Artifact location cannot be a runs:/ URI. Given: '{location}'");
        var last = location[(location.LastIndexOf('/') + 1)..];
        if (location.Contains('#', StringComparison.Ordinal) || last.Split('?')[0].Contains(';', StringComparison.Ordinal))
            throw Invalid("'artifact_location' URL can't include fragments or params.");
        if (location.Split('?', 2) is [_, var query] && Uri.UnescapeDataString(Uri.UnescapeDataString(query)).Contains("..", StringComparison.Ordinal))
            throw Invalid("Invalid query string: It must not contain '..'.");
        if (location.AsSpan().ContainsAnyInRange('\0', '\u001f'))
            throw Invalid("Invalid artifact location: it holds control characters");
        Length(location, "artifact_location", 2048);
        return location.Contains(':', StringComparison.Ordinal) ? location : Path.GetFullPath(location);
    }

    public static void LoggedModelName(string? name)
    {
        if (name is null)
            return;
        if (name.Length == 0 || name.AsSpan().ContainsAny(LoggedModelSigns))
            throw Invalid($"Invalid model name ('{name}') provided. Model name must be a non-empty string and cannot contain the following characters: ('/', ':', '.', '%', '\"', \"'\")");
        Length(name, "name", 500);
    }

    /// <summary>What <c>log-model</c> sends: the fields of an MLmodel file.</summary>
    public static void LoggedModelJson(string json)
    {
        List<string> missing;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw Invalid($"Malformed model info. \n {json} \n is not a valid JSON.");
            missing = [.. MlmodelFields.Where(field => !document.RootElement.TryGetProperty(field, out _)).Select(field => $"'{field}'")];
        }
        catch (JsonException)
        {
            throw Invalid($"Malformed model info. \n {json} \n is not a valid JSON.");
        }
        if (missing.Count > 0)
            throw Invalid($"Model json is missing mandatory fields: {{{string.Join(", ", missing)}}}");
    }

    public static int Version(string? version) =>
        int.TryParse(version, System.Globalization.NumberStyles.None, null, out var number) ? number : throw Invalid($"Parameter 'version' must be an integer, got '{version}'.");

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
        Invalid($"Invalid value {Quoted(value)} for parameter '{path}' supplied: {why}");

    private static string Quoted(string? value) => value is null ? "null" : $"\"{JsonEncodedText.Encode(value)}\"";

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
