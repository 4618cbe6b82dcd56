using System.Globalization;

namespace Relevo.Mlflow.Server.Pages.Plots;

/// <summary>Maps values to pixels, in equal steps or equal ratios, with round ticks.</summary>
internal sealed class Axis
{
    private const int WantedTicks = 5;

    private readonly double _low;
    private readonly double _high;
    private readonly double _from;
    private readonly double _to;

    private Axis(double low, double high, double from, double to, bool isLog) => (_low, _high, _from, _to, IsLog) = (low, high, from, to, isLog);

    /// <summary>Whether equal distances mean equal ratios.</summary>
    public bool IsLog { get; }

    /// <summary>An axis over all finite values, with a little room; logarithmic only where some value is above zero.</summary>
    public static Axis Over(IEnumerable<double> values, double from, double to, bool isLog, double room = 0.04)
    {
        var finite = values.Where(v => double.IsFinite(v) && Math.Abs(v) < double.MaxValue && (!isLog || v > 0)).ToList();
        if (finite.Count == 0)
            return new(0, 1, from, to, false);
        var (low, high) = isLog ? (Math.Log10(finite.Min()), Math.Log10(finite.Max())) : (finite.Min(), finite.Max());
        if (high <= low)
            (low, high) = (low - Around(low, isLog), low + Around(low, isLog));
        else
            (low, high) = (low - ((high - low) * room), high + ((high - low) * room));
        return double.IsFinite(high - low) && high > low ? new(low, high, from, to, isLog) : new(0, 1, from, to, false);
    }

    /// <summary>The pixel of a value; null where it cannot be shown.</summary>
    public double? this[double value]
    {
        get
        {
            if (!double.IsFinite(value) || (IsLog && value <= 0))
                return null;
            var shown = IsLog ? Math.Log10(value) : value;
            return _from + ((Math.Clamp(shown, _low, _high) - _low) / (_high - _low) * (_to - _from));
        }
    }

    /// <summary>Round values along the axis, each with its label.</summary>
    public IReadOnlyList<(double Value, string Label)> Ticks() => IsLog && _high - _low >= 1 ? Powers() : Steps();

    private List<(double, string)> Powers()
    {
        var every = Math.Max(1, (int)Math.Ceiling((_high - _low) / (WantedTicks + 1)));
        var ticks = new List<(double, string)>();
        for (var power = (int)Math.Ceiling(_low); power <= _high; power++)
        {
            if (power % every == 0)
                ticks.Add((Math.Pow(10, power), power is >= -3 and <= 4 ? Math.Pow(10, power).ToString("0.###", CultureInfo.InvariantCulture) : $"1e{power}"));
        }
        return ticks;
    }

    private List<(double, string)> Steps()
    {
        var (low, high) = IsLog ? (Math.Pow(10, _low), Math.Pow(10, _high)) : (_low, _high);
        var rough = (high - low) / WantedTicks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = (rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 } * power;
        var ticks = new List<(double, string)>();
        if (!double.IsNormal(step))
            return ticks;
        var first = Math.Ceiling((low / step) - 1e-9);
        for (var at = 0; at <= 2 * WantedTicks && (first + at) * step <= high + (step * 1e-9); at++)
        {
            var value = Math.Round((first + at) * step / power, 9) * power;
            ticks.Add((value, Label(value, step)));
        }
        return ticks;
    }

    private static string Label(double value, double step) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1e6 or < 1e-4 => value.ToString("0.###e+0", CultureInfo.InvariantCulture),
        _ => value.ToString(step < 1 ? $"F{Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 1, 6)}" : "#,0", CultureInfo.InvariantCulture),
    };

    private static double Around(double value, bool isLog) => isLog ? 0.5 : value == 0 ? 1 : Math.Abs(value) * 0.5;
}
