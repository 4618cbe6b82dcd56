using Relevo.Benchmarks.Measured;
using Relevo.Benchmarks.SideBySide;

namespace Relevo.Benchmarks.Comparisons;

/// <summary>Shipping what has not changed: every step reused, the endpoint healthy.</summary>
internal sealed class ShipComparison(ShippedSample sample) : Comparison
{
    public override string Name => "ship";

    public override string Subject => "warm ./build.sh of the unchanged sample";

    public override string Yardstick => "a .NET program that does nothing";

    public override int Pairs => 5;

    public override Task PrepareAsync(CancellationToken cancellationToken) => sample.PrepareAsync(cancellationToken);

    public override Task RunSubjectAsync(CancellationToken cancellationToken) => sample.RunAsync(["Ship"], cancellationToken);

    public override Task RunYardstickAsync(CancellationToken cancellationToken) => Command.RunEmptyProgramAsync(cancellationToken);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
