using Relevo.Benchmarks.Measured;
using Relevo.Benchmarks.SideBySide;

namespace Relevo.Benchmarks.Comparisons;

/// <summary>What the protocol adds to logging.</summary>
internal sealed class MetricComparison : Comparison
{
    private readonly TrackedRun _run = new();

    public override string Name => "metric";

    public override string Subject => "a metric logged over HTTP";

    public override string Yardstick => "the same in process";

    public override int Operations => 200;

    public override Task PrepareAsync(CancellationToken cancellationToken) => _run.StartAsync(cancellationToken);

    public override async Task RunSubjectAsync(CancellationToken cancellationToken)
    {
        for (var call = 0; call < Operations; call++) await _run.LogMetricOverHttpAsync(cancellationToken);
    }

    public override async Task RunYardstickAsync(CancellationToken cancellationToken)
    {
        for (var call = 0; call < Operations; call++) await _run.LogMetricInProcessAsync(cancellationToken);
    }

    public override ValueTask DisposeAsync() => _run.DisposeAsync();
}
