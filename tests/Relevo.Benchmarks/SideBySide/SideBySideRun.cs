using System.Globalization;
using Relevo.Benchmarks.Comparisons;
using Relevo.Benchmarks.Measured;

namespace Relevo.Benchmarks.SideBySide;

/// <summary>Runs comparisons one after the other and prints each as it is done.</summary>
internal static class SideBySideRun
{
    /// <summary>Runs those named, or all.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        await using var sample = new ShippedSample();
        Comparison[] all =
        [
            new HashingComparison(), new StatisticsComparison(), new MetricComparison(), new BatchComparison(), new ScoringComparison(),
            new RunnerComparison(), new StatusComparison(sample), new ShipComparison(sample),
        ];
        if (names.Where(name => !all.Any(comparison => comparison.Name == name)).ToList() is { Count: > 0 } unknown)
        {
            await Console.Error.WriteLineAsync($"There is no comparison '{unknown[0]}'. Choose from: {string.Join(", ", all.Select(comparison => comparison.Name))}.");
            return 2;
        }
        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}; medians, then the ratio's least and greatest");
        try
        {
            foreach (var comparison in all.Where(comparison => names.Count == 0 || names.Contains(comparison.Name)))
                await ShowAsync(comparison, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 130;
        }
        return 0;
    }

    private static async Task ShowAsync(Comparison comparison, CancellationToken cancellationToken)
    {
        await using (comparison)
        {
            await comparison.PrepareAsync(cancellationToken);
            var found = await Measurement.OfAsync(comparison, cancellationToken);
            Console.WriteLine();
            Console.WriteLine($"{comparison.Name}: {comparison.Subject}, beside {comparison.Yardstick} ({comparison.Pairs} pairs)");
            Console.WriteLine($"  {Text(found.Subject)} beside {Text(found.Yardstick)}: {Text(found.Ratios[found.Ratios.Count / 2])} times ({Text(found.Ratios[0])} to {Text(found.Ratios[^1])}), {Text(found.Difference)} more");
        }
    }

    private static string Text(TimeSpan time) => Math.Abs(time.TotalMilliseconds) switch
    {
        >= 1000 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s"),
        >= 1 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0.0} us"),
    };

    private static string Text(double ratio) => ratio.ToString(ratio < 10 ? "0.00" : "0", CultureInfo.InvariantCulture);
}
