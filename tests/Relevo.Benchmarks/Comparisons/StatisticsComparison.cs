using Relevo.Benchmarks.Measured;
using Relevo.Benchmarks.SideBySide;
using Relevo.Core.Data;

namespace Relevo.Benchmarks.Comparisons;

/// <summary>The statistics of a table's columns, beside only reading it.</summary>
internal sealed class StatisticsComparison : Comparison
{
    private const int Rows = 100_000;

    private readonly TempFolder _folder = new();
    private string _table = "";

    public override string Name => "statistics";

    public override string Subject => $"the statistics of a table of {Rows} rows and 5 columns";

    public override string Yardstick => "reading it";

    public override Task PrepareAsync(CancellationToken cancellationToken)
    {
        _table = _folder.WriteTable("table.csv", Rows);
        return Task.CompletedTask;
    }

    public override Task RunSubjectAsync(CancellationToken cancellationToken) => TableStatistics.ComputeAsync(_table, cancellationToken);

    public override Task RunYardstickAsync(CancellationToken cancellationToken)
    {
        RawRead.Read(_table);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
