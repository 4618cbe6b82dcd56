using BenchmarkDotNet.Attributes;
using Relevo.Benchmarks.Measured;
using Relevo.Serving.Scoring;

namespace Relevo.Benchmarks;

/// <summary>One row, in process and through an endpoint's two processes.</summary>
[InProcess]
[MemoryDiagnoser]
public class ScoringBenchmarks : IAsyncDisposable
{
    private readonly ServedForest _forest = new();
    private IScoringModel? _model;
    private ColumnBatch? _row;

    [GlobalSetup]
    public async Task Start()
    {
        await _forest.StartAsync(CancellationToken.None);
        _model = ScoringModels.Load(_forest.ModelFolder);
        _row = ForestModel.SingleRow(_model);
    }

    [Benchmark(Baseline = true)]
    public ColumnBatch InProcess() => _model!.Score(_row!); // Made by Start.

    [Benchmark]
    public Task OverLoopback() => _forest.ScoreAsync(CancellationToken.None);

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        _model?.Dispose();
        await _forest.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
