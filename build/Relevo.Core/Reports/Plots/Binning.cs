namespace Relevo.Core.Reports.Plots;

/// <summary>Counts values in bins of equal width.</summary>
internal sealed class Binning
{
    private readonly double _low;
    private readonly double _width;

    /// <param name="low">Where the first bin begins.</param>
    /// <param name="high">Where the last bin ends.</param>
    /// <param name="count">How many bins.</param>
    public Binning(double low, double high, int count)
    {
        (_low, _width) = (low, high > low && double.IsFinite(high - low) ? (high - low) / count : 1);
        Edges = [.. Enumerable.Range(0, count + 1).Select(at => low + (at * _width))];
    }

    /// <summary>Where the bins begin, and where the last one ends.</summary>
    public IReadOnlyList<double> Edges { get; }

    /// <summary>The bin of a value; values outside belong to the first or the last.</summary>
    public int IndexOf(double value) => (int)Math.Clamp(Math.Floor((value - _low) / _width), 0, Edges.Count - 2);

    /// <summary>The share of the values in each bin; what is no number is left out.</summary>
    public IReadOnlyList<double> Shares(IEnumerable<double> values)
    {
        var shares = new double[Edges.Count - 1];
        var total = 0;
        foreach (var value in values.Where(value => !double.IsNaN(value)))
        {
            shares[IndexOf(value)]++;
            total++;
        }
        return [.. shares.Select(share => share / Math.Max(1, total))];
    }
}
