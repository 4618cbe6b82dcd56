using Relevo.Benchmarks.Measured;
using Relevo.Benchmarks.SideBySide;

namespace Relevo.Benchmarks.Comparisons;

/// <summary>What the runner adds to a step: hashing, its run, its log, its output's place in the store.</summary>
internal sealed class RunnerComparison : Comparison
{
    private const int Steps = 10;

    private readonly ShellJob _job = new(Steps);

    public override string Name => "runner";

    public override string Subject => "a step of a pipeline of ten that follow one another";

    public override string Yardstick => "the bare process, bash -c true";

    public override int Operations => Steps;

    public override Task PrepareAsync(CancellationToken cancellationToken) => _job.ProvisionAsync(cancellationToken);

    public override Task RunSubjectAsync(CancellationToken cancellationToken) => _job.RunAsync(cancellationToken);

    public override async Task RunYardstickAsync(CancellationToken cancellationToken)
    {
        for (var step = 0; step < Steps; step++) await Command.RunAsync(Repository.Root, "bash", ["-c", "true"], cancellationToken);
    }

    public override ValueTask DisposeAsync() => _job.DisposeAsync();
}
