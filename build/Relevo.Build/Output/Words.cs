using System.Globalization;
using Relevo.Core.Gate;

namespace Relevo.Build.Output;

/// <summary>Numbers and outcomes in words.</summary>
internal static class Words
{
    /// <summary>A verdict.</summary>
    public static string Of(GateDecision decision) => decision switch
    {
        { IsUnchanged: true } => "no change",
        { Verdict: Verdict.Promote, IsFirst: true } => "promote (first)",
        _ => decision.Verdict.ToString().ToLowerInvariant(),
    };

    /// <summary>A length of time.</summary>
    public static string Of(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => $"{time.TotalMilliseconds:0} ms",
        { TotalSeconds: < 60 } => time.TotalSeconds.ToString("0.0 's'", CultureInfo.InvariantCulture),
        { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds} s",
        _ => $"{(int)time.TotalHours} h {time.Minutes} min",
    };

    /// <summary>A number of bytes.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} B",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.#} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.##} GB"),
    };

    /// <summary>A metric's value.</summary>
    public static string Number(double? value) => value is null ? "-" : value.Value.ToString("G5", CultureInfo.InvariantCulture);

    /// <summary>The first digits of a digest.</summary>
    public static string Short(string digest) => digest[..Math.Min(12, digest.Length)];
}
