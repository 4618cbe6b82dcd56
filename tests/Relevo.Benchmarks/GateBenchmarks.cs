using BenchmarkDotNet.Attributes;
using Relevo.Benchmarks.Measured;
using Relevo.Core.Gate;

namespace Relevo.Benchmarks;

/// <summary>Reading the sample's gate, and weighing two models by it.</summary>
[InProcess]
[MemoryDiagnoser]
public class GateBenchmarks
{
    private static readonly string File = Path.Combine(Repository.Root, "templates", "projects", "birdstrike", "gate.yml");

    private readonly GateDefinition _gate = GateFile.Load(File);
    private readonly Dictionary<string, double> _candidate = new() { ["roc_auc"] = 0.81, ["log_loss"] = 0.29 };
    private readonly Dictionary<string, double> _baseline = new() { ["roc_auc"] = 0.80, ["log_loss"] = 0.30 };

    [Benchmark]
    public GateDefinition Load() => GateFile.Load(File);

    [Benchmark]
    public GateDecision Decide() => GateRules.Decide(_gate, _candidate, _baseline);
}
