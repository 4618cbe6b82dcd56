using BenchmarkDotNet.Attributes;
using Relevo.Benchmarks.Measured;
using Relevo.Local.Store;

namespace Relevo.Benchmarks;

/// <summary>The content's identity, beside only reading it.</summary>
[InProcess]
[MemoryDiagnoser]
public class HashingBenchmarks : IDisposable
{
    private readonly TempFolder _folder = new();
    private string _file = "";

    [Params(1, 64)]
    public int Megabytes { get; set; }

    [GlobalSetup]
    public void Write() => _file = _folder.WriteBytes("content", Megabytes);

    [Benchmark(Baseline = true)]
    public long Read() => RawRead.Read(_file);

    [Benchmark]
    public Task<ContentManifest> Hash() =>
        new ContentStore(new WorkspaceFolder(_folder["none"]), database: null, TimeProvider.System).HashAsync(_file, CancellationToken.None);

    [GlobalCleanup]
    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
