using Relevo.Benchmarks.Measured;
using Relevo.Benchmarks.SideBySide;

namespace Relevo.Benchmarks.Comparisons;

/// <summary>What the protocol adds to logging.</summary>
internal sealed class BatchComparison : Comparison
{
    private readonly TrackedRun _run = new();

    public override string Name => "batch";

    public override string Subject => "a batch of 1000 metrics logged over HTTP";

    public override string Yardstick => "the same in process";

    public override int Operations => 5;

    public override Task PrepareAsync(CancellationToken cancellationToken) => _run.StartAsync(cancellationToken);

    public override async Task RunSubjectAsync(CancellationToken cancellationToken)
    {
        for (var call = 0; call < Operations; call++) await _run.LogBatchOverHttpAsync(cancellationToken);
    }

    public override async Task RunYardstickAsync(CancellationToken cancellationToken)
    {
        for (var call = 0; call < Operations; call++) await _run.LogBatchInProcessAsync(cancellationToken);
    }

    public override ValueTask DisposeAsync() => _run.DisposeAsync();
}
