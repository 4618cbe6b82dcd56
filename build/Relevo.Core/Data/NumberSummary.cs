namespace Relevo.Core.Data;

/// <summary>What was seen of a column of numbers. Infinite values are left out: they have no mean and no place in a histogram.</summary>
/// <param name="sampleLimit">How many numbers are kept for the median and the histogram; beyond, a uniform sample of that size.</param>
internal sealed class NumberSummary(int sampleLimit)
{
    private const int BucketCount = 10;

    private readonly List<double> _sample = [];
    private readonly Random _random = new(17); // The same table always gives the same statistics.
    private long _count;
    private long _zeros;
    private double _mean;
    private double _squares;
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;

    /// <summary>Takes a number.</summary>
    public void Add(double number)
    {
        if (!double.IsFinite(number))
            return;

        _count++;
        if (number == 0)
            _zeros++;
        _min = Math.Min(_min, number);
        _max = Math.Max(_max, number);

        // Welford: stable where the mean is large against the spread. https://doi.org/10.1080/00401706.1962.10490022
        var difference = number - _mean;
        _mean += difference / _count;
        _squares += difference * (number - _mean);

        if (_sample.Count < sampleLimit)
            _sample.Add(number);
        else if (_random.NextInt64(_count) is var place && place < sampleLimit)
            _sample[(int)place] = number;
    }

    /// <summary>What was seen; null where no finite number was.</summary>
    public NumericStatistics? ToStatistics()
    {
        if (_count == 0)
            return null;
        _sample.Sort();
        return new()
        {
            Mean = _mean,
            StdDev = Math.Sqrt(_squares / _count),
            NumZeros = _zeros,
            Min = _min,
            Median = Median(),
            Max = _max,
            Histogram = Histogram(),
        };
    }

    private double Median()
    {
        var middle = _sample.Count / 2;
        return _sample.Count % 2 == 1 ? _sample[middle] : (_sample[middle - 1] / 2) + (_sample[middle] / 2);
    }

    private HistogramBucket[] Histogram()
    {
        if (_min == _max)
            return [new(_min, _max, _count)];

        double[] edges = [.. Enumerable.Range(0, BucketCount).Select(Edge), _max];
        var counts = new long[BucketCount];
        foreach (var number in _sample)
        {
            counts[BucketOf(number, edges)]++;
        }
        return [.. counts.Select((count, at) => new HistogramBucket(edges[at], edges[at + 1], ToPopulation(count)))];
    }

    private static int BucketOf(double number, double[] edges)
    {
        var found = Array.BinarySearch(edges, number);
        var bucket = Math.Clamp(found >= 0 ? found : ~found - 1, 0, BucketCount - 1);
        // Where the range is only a few steps of a double wide, some edges fall together.
        while (bucket < BucketCount - 1 && edges[bucket + 1] <= number)
            bucket++;
        return bucket;
    }

    // Weighted, since the range of doubles is wider than a double.
    private double Edge(int at) => (_min * ((double)(BucketCount - at) / BucketCount)) + (_max * ((double)at / BucketCount));

    private long ToPopulation(long count) =>
        _sample.Count == _count ? count : (long)Math.Round((double)count * _count / _sample.Count);
}
