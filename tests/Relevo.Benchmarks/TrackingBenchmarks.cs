using BenchmarkDotNet.Attributes;
using Relevo.Benchmarks.Measured;

namespace Relevo.Benchmarks;

/// <summary>Logging to the embedded tracking server and to the store beneath it.</summary>
[InProcess]
[MemoryDiagnoser]
public class TrackingBenchmarks : IAsyncDisposable
{
    private readonly TrackedRun _run = new();

    [GlobalSetup]
    public Task Start() => _run.StartAsync(CancellationToken.None);

    [Benchmark(Baseline = true)]
    public Task MetricInProcess() => _run.LogMetricInProcessAsync(CancellationToken.None);

    [Benchmark]
    public Task MetricOverHttp() => _run.LogMetricOverHttpAsync(CancellationToken.None);

    [Benchmark]
    public Task BatchInProcess() => _run.LogBatchInProcessAsync(CancellationToken.None);

    [Benchmark]
    public Task BatchOverHttp() => _run.LogBatchOverHttpAsync(CancellationToken.None);

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _run.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
