namespace Relevo.Core.Reports.Plots;

/// <summary>Maps values to pixels, with round ticks.</summary>
internal sealed class LinearScale
{
    private const int WantedTicks = 5;

    /// <param name="low">The lowest value.</param>
    /// <param name="high">The highest value.</param>
    /// <param name="from">The pixel of the lowest value.</param>
    /// <param name="to">The pixel of the highest value.</param>
    public LinearScale(double low, double high, double from, double to)
    {
        if (high <= low)
            (low, high) = (low - Padding(low), low + Padding(low));
        if (!double.IsFinite(high - low) || high <= low)
            (low, high) = (0, 1); // No range that doubles can divide.
        (Low, High, From, To) = (low, high, from, to);
    }

    public double Low { get; }

    public double High { get; }

    private double From { get; }

    private double To { get; }

    /// <summary>A scale that holds all finite values, with a little room.</summary>
    public static LinearScale Over(IEnumerable<double> values, double from, double to)
    {
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var (low, high) = (finite.Min(), finite.Max());
        var room = (high - low) * 0.04;
        return new(low - room, high + room, from, to);
    }

    /// <summary>The pixel of a value; values outside lie on the edge.</summary>
    public double this[double value] => From + ((Math.Clamp(value, Low, High) - Low) / (High - Low) * (To - From));

    /// <summary>Round values along the scale.</summary>
    public IEnumerable<double> Ticks()
    {
        var rough = (High - Low) / WantedTicks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = (rough / power) switch { < 1.5 => 1, < 3.5 => 2, < 7.5 => 5, _ => 10 } * power;
        if (!double.IsNormal(step))
            yield break;
        var first = Math.Ceiling((Low / step) - 1e-9);
        for (var at = 0; at <= 2 * WantedTicks && (first + at) * step <= High + (step * 1e-9); at++)
            yield return Math.Round((first + at) * step / power, 9) * power;
    }

    private static double Padding(double value) => value == 0 ? 1 : Math.Abs(value) * 0.5;
}
