using Relevo.Benchmarks.Measured;
using Relevo.Benchmarks.SideBySide;
using Relevo.Local.Store;

namespace Relevo.Benchmarks.Comparisons;

/// <summary>The content's identity, beside only reading it.</summary>
internal sealed class HashingComparison : Comparison
{
    private const int Megabytes = 256;

    private readonly TempFolder _folder = new();
    private string _file = "";

    public override string Name => "hashing";

    public override string Subject => $"the SHA-256 manifest of a file of {Megabytes} MB";

    public override string Yardstick => "reading it";

    public override Task PrepareAsync(CancellationToken cancellationToken)
    {
        _file = _folder.WriteBytes("content", Megabytes);
        return Task.CompletedTask;
    }

    public override Task RunSubjectAsync(CancellationToken cancellationToken) =>
        new ContentStore(new WorkspaceFolder(_folder["none"]), database: null, TimeProvider.System).HashAsync(_file, cancellationToken);

    public override Task RunYardstickAsync(CancellationToken cancellationToken)
    {
        RawRead.Read(_file);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
