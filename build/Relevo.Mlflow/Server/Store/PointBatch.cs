using System.Runtime.InteropServices;

namespace Relevo.Mlflow.Server.Store;

/// <summary>Points of one call, each key kept once: most batches hold few keys and many points.</summary>
internal sealed class PointBatch
{
    // The real server keeps infinities so, and clients compare with it.
    private const double Greatest = double.MaxValue;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _numbersOf;
    private readonly List<string> _keys = [];
    private readonly List<MetricPoint> _points;

    public PointBatch(int capacity)
    {
        _points = new List<MetricPoint>(capacity);
        _numbersOf = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyList<string> Keys => _keys;

    public int Count => _points.Count;

    public ReadOnlySpan<MetricPoint> Points => CollectionsMarshal.AsSpan(_points);

    /// <summary>The points of a call inside the process, checked.</summary>
    /// <exception cref="MlflowException">A point is not allowed; the message says which.</exception>
    public static PointBatch Of(IReadOnlyList<Metric> metrics, Func<int, string> path)
    {
        var batch = new PointBatch(metrics.Count);
        for (var i = 0; i < metrics.Count; i++)
        {
            var metric = metrics[i];
            Rules.Metric(metric, path(i));
            var origin = MetricOrigin.Of(metric.ModelId, metric.DatasetName, metric.DatasetDigest);
            batch.Add(batch.NumberOf(metric.Key), metric.Value!.Value, metric.Timestamp!.Value, metric.Step, origin); // Checked by the rule.
        }
        return batch;
    }

    /// <summary>The number of a key that is in the batch already, or -1.</summary>
    public int Find(ReadOnlySpan<char> key) => _numbersOf.TryGetValue(key, out var number) ? number : -1;

    public int NumberOf(string key)
    {
        if (_numbers.TryGetValue(key, out var number))
            return number;
        _numbers.Add(key, _keys.Count);
        _keys.Add(key);
        return _keys.Count - 1;
    }

    public void Add(int key, double value, long timestamp, long step, MetricOrigin? origin)
    {
        var isNan = double.IsNaN(value);
        _points.Add(new MetricPoint(key, isNan ? 0 : Math.Clamp(value, -Greatest, Greatest), isNan, timestamp, step, origin));
    }

    /// <summary>The points ordered by key, each key's in the order they came: neighbours in the table are written one after another.</summary>
    public MetricPoint[] ByKey()
    {
        var starts = new int[_keys.Count + 1];
        foreach (ref readonly var point in Points)
            starts[point.Key + 1]++;
        for (var i = 1; i < starts.Length; i++)
            starts[i] += starts[i - 1];
        var sorted = new MetricPoint[_points.Count];
        foreach (ref readonly var point in Points)
            sorted[starts[point.Key]++] = point;
        return sorted;
    }
}
