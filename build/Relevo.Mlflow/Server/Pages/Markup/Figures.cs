using System.Globalization;

namespace Relevo.Mlflow.Server.Pages.Markup;

/// <summary>Writes figures for people, the same in every culture.</summary>
internal static class Figures
{
    /// <summary>A number with five significant digits, large whole ones with all of theirs.</summary>
    public static string Number(double value) => value switch
    {
        double.NaN => "NaN",
        double.PositiveInfinity or double.MaxValue => "∞",
        double.NegativeInfinity or double.MinValue => "−∞",
        0 => "0",
        _ when Math.Abs(value) < 1e12 && value == Math.Truncate(value) => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) is >= 1e9 or < 1e-4 => value.ToString("0.####e+0", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) >= 1e4 => value.ToString("#,0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("G5", CultureInfo.InvariantCulture),
    };

    /// <summary>A number with all its digits, for a tooltip or a copy.</summary>
    public static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A count with its digits grouped.</summary>
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun.</summary>
    public static string Count(long value, string one, string? many = null) => $"{Count(value)} {(value == 1 ? one : many ?? one + "s")}";

    /// <summary>A size in decimal units.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} B",
        < 1_000_000 => $"{(bytes / 1e3).ToString("0.#", CultureInfo.InvariantCulture)} kB",
        < 1_000_000_000 => $"{(bytes / 1e6).ToString("0.#", CultureInfo.InvariantCulture)} MB",
        _ => $"{(bytes / 1e9).ToString("0.##", CultureInfo.InvariantCulture)} GB",
    };

    /// <summary>A duration in at most two units.</summary>
    public static string Duration(long milliseconds) => milliseconds switch
    {
        < 0 => "–",
        < 1_000 => $"{milliseconds} ms",
        < 60_000 => $"{(milliseconds / 1e3).ToString("0.0", CultureInfo.InvariantCulture)} s",
        < 3_600_000 => $"{milliseconds / 60_000} min {milliseconds / 1000 % 60} s",
        < 172_800_000 => $"{milliseconds / 3_600_000} h {milliseconds / 60_000 % 60} min",
        _ => $"{milliseconds / 86_400_000} d {milliseconds / 3_600_000 % 24} h",
    };

    /// <summary>A time to the second, in UTC.</summary>
    public static string Time(long milliseconds) => Instant(milliseconds)?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>A time for programs, in UTC.</summary>
    public static string Iso(long milliseconds) => Instant(milliseconds)?.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Text of bounded length.</summary>
    public static string Cut(string text, int length = 90) =>
        text.Length <= length ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length), "…");

    /// <summary>A coordinate of a drawing, to a tenth of a pixel.</summary>
    public static string Pixel(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    // Clients send any number as a time.
    private static DateTime? Instant(long milliseconds) =>
        milliseconds is >= -62_135_596_800_000 and <= 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime : null;
}
