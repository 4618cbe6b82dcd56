using Relevo.Benchmarks.Measured;
using Relevo.Benchmarks.SideBySide;

namespace Relevo.Benchmarks.Comparisons;

/// <summary>The start of a target that reads.</summary>
internal sealed class StatusComparison(ShippedSample sample) : Comparison
{
    public override string Name => "status";

    public override string Subject => "warm ./build.sh Status of the shipped sample";

    public override string Yardstick => "a .NET program that does nothing";

    public override Task PrepareAsync(CancellationToken cancellationToken) => sample.PrepareAsync(cancellationToken);

    public override Task RunSubjectAsync(CancellationToken cancellationToken) => sample.RunAsync(["Status"], cancellationToken);

    public override Task RunYardstickAsync(CancellationToken cancellationToken) => Command.RunEmptyProgramAsync(cancellationToken);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
