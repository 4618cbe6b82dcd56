using System.Text;
using System.Text.Json;

namespace Relevo.Engine.Parameters.Sources;

/// <summary>A file of parameters: a JSON object of names and values, lists or single ones.</summary>
internal sealed class ParametersFile
{
    private readonly Dictionary<string, IReadOnlyList<string>> values = new(StringComparer.OrdinalIgnoreCase);

    private ParametersFile(string name) => Name = name;

    /// <summary>The file's name below the root, for messages.</summary>
    public string Name { get; }

    /// <summary>The names in the file, as written.</summary>
    public IReadOnlyCollection<string> Names => values.Keys;

    /// <summary>The values of a parameter, or null.</summary>
    public IReadOnlyList<string>? Find(string name)
        => values.GetValueOrDefault(name)
           ?? values.FirstOrDefault(x => ParameterName.AreSame(x.Key, name)).Value;

    /// <summary>Reads the file.</summary>
    /// <exception cref="UsageException">It is not a JSON object of plain values.</exception>
    public static ParametersFile Read(string path, string name)
    {
        try
        {
            return Parse(File.ReadAllBytes(path), name);
        }
        catch (JsonException e)
        {
            throw new UsageException(
                $"{name}:{e.LineNumber + 1}:{e.BytePositionInLine + 1} is not JSON.",
                "write an object of parameters, such as { \"Verbosity\": \"Quiet\" }.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{name} cannot be read: {e.Message}", "make the file readable, or remove it.");
        }
    }

    private static ParametersFile Parse(ReadOnlySpan<byte> json, string name)
    {
        var file = new ParametersFile(name);
        if (json.StartsWith(Encoding.UTF8.Preamble))
            json = json[Encoding.UTF8.Preamble.Length..];

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw Misfit(name, "holds no JSON object");

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var parameter = reader.GetString()!; // a property name is never null
            reader.Read();
            var read = Values(ref reader, name, parameter);
            if (read is not null && parameter != "$schema")
                file.values[parameter] = read;
        }

        return file;
    }

    private static List<string>? Values(ref Utf8JsonReader reader, string file, string parameter)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType != JsonTokenType.StartArray)
            return [Scalar(ref reader, file, parameter)];

        var values = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            values.Add(Scalar(ref reader, file, parameter));
        return values;
    }

    private static string Scalar(ref Utf8JsonReader reader, string file, string parameter) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!, // a string token is never null
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => throw Misfit(file, $"gives '{parameter}' an object or a list of lists"),
    };

    private static UsageException Misfit(string file, string problem)
        => new($"{file} {problem}.", "write an object of parameters with texts, numbers, true, false, or lists of them.");
}
