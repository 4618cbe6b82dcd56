using System.Text.Json;

namespace Relevo.Build.Parameters;

/// <summary>Checks a file of parameters. NUKE passes over what it does not know, and over what does not parse with a warning.</summary>
internal static class ParametersFile
{
    /// <summary>Everything that is wrong with a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="parameters">The parameters that it may set.</param>
    public static IEnumerable<string> Faults(string path, string name, IReadOnlyList<BuildParameter> parameters)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. document.RootElement.EnumerateObject().Where(p => p.Name != "$schema" && p.Value.ValueKind != JsonValueKind.Null).SelectMany(p => Faults(p, name, parameters))]
                : [Usage.Fault($"{name} holds no JSON object.", "write an object of parameters, such as { \"Verbosity\": \"Quiet\" }.")];
        }
        catch (JsonException fault)
        {
            return [Usage.Fault($"{name}:{fault.LineNumber + 1}:{fault.BytePositionInLine + 1} is not JSON.", "write an object of parameters, such as { \"Verbosity\": \"Quiet\" }.")];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [Usage.Fault($"{name} cannot be read: {fault.Message}", "make the file readable, or remove it.")];
        }
    }

    private static IEnumerable<string> Faults(JsonProperty property, string file, IReadOnlyList<BuildParameter> parameters)
    {
        if (parameters.FirstOrDefault(p => p.Key == BuildParameter.KeyOf(property.Name)) is not { } parameter)
            return [Usage.Fault($"{file} sets '{property.Name}', which is not a parameter.{Usage.DidYouMean(property.Name, parameters.Select(p => p.Name))}", "'--help' lists all parameters.")];
        // NUKE finds a parameter in a file by its very name.
        if (property.Name != parameter.Name) return [Usage.Fault($"{file} sets '{property.Name}'; the parameter's name is '{parameter.Name}'.", $"write '{parameter.Name}'.")];
        if (Fits(property.Value, parameter)) return [];
        return [Usage.Misfit($"'{property.Name}' in {file}", parameter, property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText())]; // a string is never null
    }

    private static bool Fits(JsonElement value, BuildParameter parameter) => value.ValueKind switch
    {
        JsonValueKind.Array => parameter.IsList && value.EnumerateArray().All(item => item.ValueKind != JsonValueKind.Array && Fits(item, parameter with { IsList = false })),
        _ when parameter.IsList => false,
        JsonValueKind.True or JsonValueKind.False => parameter.IsSwitch,
        JsonValueKind.Number => !parameter.IsSwitch && parameter.Expected.EndsWith("number", StringComparison.Ordinal) && parameter.Accepts(value.GetRawText()),
        JsonValueKind.String => parameter.Type.IsEnum ? parameter.Accepts(value.GetString()!) : !parameter.IsSwitch && !parameter.Expected.EndsWith("number", StringComparison.Ordinal),
        _ => false,
    };
}
