using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace Relevo.Engine.Parameters;

/// <summary>Makes values of the words that stand for them.</summary>
internal static class ValueConversion
{
    /// <summary>The value of a type, array or not, that the words stand for; no word at all stands for true or for an empty array.</summary>
    /// <exception cref="FormatException">They stand for none. The message completes a sentence whose subject is the parameter.</exception>
    public static object Convert(IReadOnlyList<string> words, Type type, string baseDirectory)
    {
        if (type.IsArray)
            return ToArray(words, type.GetElementType()!, baseDirectory); // an array has elements

        var scalar = Nullable.GetUnderlyingType(type) ?? type;
        return words switch
        {
            [] when scalar == typeof(bool) => true,
            [] => throw new FormatException($"needs a value: {Describe(scalar)}"),
            [var word] => ToScalar(word, scalar, baseDirectory) ?? throw new FormatException($"must be {Describe(scalar)}"),
            _ => throw new FormatException("takes one value"),
        };
    }

    /// <summary>The values that a type has, as words, or none where they cannot be listed.</summary>
    public static IReadOnlyList<string> Choices(Type type)
    {
        var scalar = Nullable.GetUnderlyingType(type) ?? type;
        return scalar.IsEnum ? Enum.GetNames(scalar)
            : scalar == typeof(bool) ? ["true", "false"]
            : typeof(Enumeration).IsAssignableFrom(scalar) ? [.. Values(scalar).Select(x => x.Name)]
            : [];
    }

    private static string Describe(Type type) => Choices(type) is { Count: > 0 } choices
        ? $"one of: {string.Join(", ", choices)}"
        : Type.GetTypeCode(type) switch
        {
            TypeCode.SByte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 => "a whole number",
            TypeCode.Byte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64 => "a whole number from 0 upward",
            TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "a number",
            TypeCode.String => "a text",
            TypeCode.DateTime => "a date",
            TypeCode.Char => "one character",
            _ when type == typeof(AbsolutePath) => "a path",
            _ when type == typeof(TimeSpan) => "a duration such as 00:05:00",
            _ => $"a {type.Name}",
        };

    private static Array ToArray(IReadOnlyList<string> words, Type element, string baseDirectory)
    {
        var scalar = Nullable.GetUnderlyingType(element) ?? element;
        var array = Array.CreateInstance(element, words.Count);
        for (var i = 0; i < words.Count; i++)
            array.SetValue(ToScalar(words[i], scalar, baseDirectory) ?? throw new FormatException($"must be a list, each {Describe(scalar)}"), i);
        return array;
    }

    private static object? ToScalar(string word, Type type, string baseDirectory) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => ToEnum(word, type),
        TypeCode.String => word,
        TypeCode.Boolean => bool.TryParse(word, out var x) ? x : null,
        TypeCode.Int32 => int.TryParse(word, NumberStyles.Integer, CultureInfo.InvariantCulture, out var x) ? x : null,
        TypeCode.Int64 => long.TryParse(word, NumberStyles.Integer, CultureInfo.InvariantCulture, out var x) ? x : null,
        TypeCode.Double => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) ? x : null,
        TypeCode.Single => float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) ? x : null,
        TypeCode.Decimal => decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) ? x : null,
        _ when type == typeof(AbsolutePath) => ToPath(word, baseDirectory),
        _ when typeof(Enumeration).IsAssignableFrom(type) => Values(type).FirstOrDefault(x => x.Name.Equals(word, StringComparison.OrdinalIgnoreCase)).Value,
        _ => WithConverter(word, type),
    };

    private static object? ToEnum(string word, Type type)
        => Enum.GetNames(type).FirstOrDefault(x => x.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse(type, name) : null;

    private static AbsolutePath? ToPath(string word, string baseDirectory)
        => word.Length > 0 && !word.Contains('\0') ? (AbsolutePath)Path.GetFullPath(word, baseDirectory) : null;

    // The type as declared may derive from the one that declares the values.
    private static IEnumerable<(string Name, object? Value)> Values(Type enumeration)
        => enumeration.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(x => enumeration.IsAssignableFrom(x.FieldType) && !x.Name.StartsWith('<'))
            .Select(x => (x.Name, x.GetValue(null)));

    private static object? WithConverter(string word, Type type)
    {
        var converter = TypeDescriptor.GetConverter(type);
        if (!converter.CanConvertFrom(typeof(string)))
            return null;

        try
        {
            return converter.ConvertFromInvariantString(word);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Converters throw what they like, ArgumentException and FormatException among others; all mean that the word does not fit.
            return null;
        }
    }
}
