using System.Globalization;
using System.Text.Json;
using Relevo.Serving.Scoring;

namespace Relevo.Serving.Protocols;

/// <summary>Reads single values of a request; null where one is not of the type.</summary>
internal static class CellValue
{
    /// <summary>The most values that a column may have, so that a small body of empty rows does not take all memory.</summary>
    public const int Most = 5_000_000;

    public static InvalidInputException TooMany() => new($"There are more than {Most} values in a column.");

    public static bool? BooleanOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when json.TryGetInt32(out var number) && number is 0 or 1 => json.GetInt32() == 1,
        _ => null,
    };

    public static bool? BooleanOf(string text) => text is "1" ? true : text is "0" ? false : bool.TryParse(text, out var value) ? value : null;

    public static long? WholeOf(JsonElement json) => json.ValueKind is not JsonValueKind.Number ? null
        : json.TryGetInt64(out var whole) ? whole
        : json.TryGetDouble(out var number) && Math.Abs(number) < 1L << 53 && number == Math.Floor(number) ? (long)number
        : null;

    public static double? NumberOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number when json.TryGetDouble(out var number) => number,
        JsonValueKind.String when json.ValueEquals("NaN") => double.NaN,
        JsonValueKind.String when json.ValueEquals("Infinity") => double.PositiveInfinity,
        JsonValueKind.String when json.ValueEquals("-Infinity") => double.NegativeInfinity,
        _ => null,
    };

    public static double? NumberOf(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static DateTime? MomentOf(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment) ? moment : null;

    /// <summary>The values of nested arrays, in order.</summary>
    public static void Flatten(JsonElement array, List<JsonElement> flat)
    {
        foreach (var item in array.EnumerateArray())
        {
            if (flat.Count == Most)
                throw TooMany();
            if (item.ValueKind is JsonValueKind.Array)
                Flatten(item, flat);
            else
                flat.Add(item);
        }
    }

    public static string Describe(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => $"the string {Short(json.GetRawText())}",
        JsonValueKind.Number => $"the number {Short(json.GetRawText())}",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => json.GetRawText(),
    };

    public static string Short(string text) => text.Length <= 40 ? text : $"{text[..40]}…";
}
