using System.Diagnostics;

namespace Relevo.Benchmarks.SideBySide;

/// <summary>The pairs of one comparison.</summary>
internal sealed class Measurement
{
    private readonly List<(TimeSpan Subject, TimeSpan Yardstick)> _pairs = [];

    private Measurement(Comparison comparison) => Comparison = comparison;

    /// <summary>What was compared.</summary>
    public Comparison Comparison { get; }

    /// <summary>Median time of one operation.</summary>
    public TimeSpan Subject => Median(_pairs.Select(pair => pair.Subject)) / Comparison.Operations;

    /// <summary>Median time of one of the yardstick's.</summary>
    public TimeSpan Yardstick => Median(_pairs.Select(pair => pair.Yardstick)) / Comparison.Operations;

    /// <summary>Median of what an operation takes more than the yardstick in the same pair.</summary>
    public TimeSpan Difference => Median(_pairs.Select(pair => pair.Subject - pair.Yardstick)) / Comparison.Operations;

    /// <summary>The ratios of the pairs, smallest first.</summary>
    public IReadOnlyList<double> Ratios => [.. _pairs.Select(pair => pair.Subject / pair.Yardstick).Order()];

    /// <summary>Measures.</summary>
    public static async Task<Measurement> OfAsync(Comparison comparison, CancellationToken cancellationToken)
    {
        var measurement = new Measurement(comparison);
        await comparison.RunSubjectAsync(cancellationToken);
        await comparison.RunYardstickAsync(cancellationToken);
        for (var pair = 0; pair < comparison.Pairs; pair++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            await comparison.RunSubjectAsync(cancellationToken);
            var subject = Stopwatch.GetElapsedTime(start);
            start = Stopwatch.GetTimestamp();
            await comparison.RunYardstickAsync(cancellationToken);
            measurement._pairs.Add((subject, Stopwatch.GetElapsedTime(start)));
        }
        return measurement;
    }

    private static TimeSpan Median(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
