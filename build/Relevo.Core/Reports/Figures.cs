using System.Globalization;

namespace Relevo.Core.Reports;

/// <summary>Writes figures for people, the same in every culture.</summary>
internal static class Figures
{
    private const int ShownDigestDigits = 12;

    /// <summary>A number with five significant digits, large whole ones with all of theirs.</summary>
    public static string Number(double value) => value switch
    {
        double.NaN => "NaN",
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "−∞",
        0 => "0",
        _ when Math.Abs(value) < 1e12 && value == Math.Truncate(value) => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) is >= 1e9 or < 1e-4 => value.ToString("0.####e+0", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) >= 1e4 => value.ToString("#,0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("G5", CultureInfo.InvariantCulture),
    };

    /// <summary>A number, or a dash where there is none.</summary>
    public static string Number(double? value) => value is { } number ? Number(number) : "–";

    /// <summary>A count with its digits grouped.</summary>
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A difference with its sign.</summary>
    public static string Signed(double value) => value > 0 ? $"+{Number(value)}" : Number(value);

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => share switch
    {
        > 0 and < 0.001 => "< 0.1 %",
        _ => $"{(share * 100).ToString("0.#", CultureInfo.InvariantCulture)} %",
    };

    /// <summary>A size in decimal units, as disks are sold and Azure bills.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} B",
        < 1_000_000 => $"{(bytes / 1e3).ToString("0.#", CultureInfo.InvariantCulture)} kB",
        < 1_000_000_000 => $"{(bytes / 1e6).ToString("0.#", CultureInfo.InvariantCulture)} MB",
        _ => $"{(bytes / 1e9).ToString("0.##", CultureInfo.InvariantCulture)} GB",
    };

    /// <summary>A duration in at most two units.</summary>
    public static string Duration(TimeSpan duration) => duration.TotalSeconds switch
    {
        < 1 => $"{duration.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)} ms",
        < 60 => $"{duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s",
        < 3600 => $"{duration.Minutes} min {duration.Seconds} s",
        _ => $"{(long)duration.TotalHours} h {duration.Minutes} min",
    };

    /// <summary>A time to the minute, in UTC.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>The first digits of a digest.</summary>
    public static string Digest(string digest) => digest.Length <= ShownDigestDigits ? digest : digest[..ShownDigestDigits];

    /// <summary>Text of bounded length.</summary>
    public static string Cut(string text, int length = 300)
    {
        if (text.Length <= length)
            return text;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length), "…");
    }

    /// <summary>A coordinate of a drawing, to a tenth of a pixel.</summary>
    public static string Pixel(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
