using BenchmarkDotNet.Attributes;
using Relevo.Benchmarks.Measured;
using Relevo.Core.Data;

namespace Relevo.Benchmarks;

/// <summary>The statistics of a table, beside only reading it.</summary>
[InProcess]
[MemoryDiagnoser]
public class StatisticsBenchmarks : IDisposable
{
    private readonly TempFolder _folder = new();
    private string _table = "";

    [Params(1_000, 100_000)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Write() => _table = _folder.WriteTable("table.csv", Rows);

    [Benchmark(Baseline = true)]
    public long Read() => RawRead.Read(_table);

    [Benchmark]
    public Task<DatasetStatistics?> Compute() => TableStatistics.ComputeAsync(_table, CancellationToken.None);

    [GlobalCleanup]
    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
