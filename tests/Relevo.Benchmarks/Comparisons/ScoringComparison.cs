using Relevo.Benchmarks.Measured;
using Relevo.Benchmarks.SideBySide;
using Relevo.Serving.Scoring;

namespace Relevo.Benchmarks.Comparisons;

/// <summary>What serving adds to a prediction: two processes, HTTP twice, JSON.</summary>
internal sealed class ScoringComparison : Comparison
{
    private readonly ServedForest _forest = new();
    private IScoringModel? _model;
    private ColumnBatch? _row;

    public override string Name => "scoring";

    public override string Subject => "a row scored over loopback, through router and deployment";

    public override string Yardstick => "the same in process";

    public override int Operations => 500;

    public override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await _forest.StartAsync(cancellationToken);
        _model = ScoringModels.Load(_forest.ModelFolder);
        _row = ForestModel.SingleRow(_model);
    }

    public override async Task RunSubjectAsync(CancellationToken cancellationToken)
    {
        for (var call = 0; call < Operations; call++) await _forest.ScoreAsync(cancellationToken);
    }

    public override Task RunYardstickAsync(CancellationToken cancellationToken)
    {
        for (var call = 0; call < Operations; call++) _model!.Score(_row!); // Made by PrepareAsync.
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        _model?.Dispose();
        await _forest.DisposeAsync();
    }
}
