namespace Relevo.Core.Reports.Predictions;

/// <summary>Keeps a uniform sample of rows, so that memory does not grow with the file.</summary>
internal sealed class RowSample(int limit)
{
    private readonly List<double> _labels = [];
    private readonly List<double> _scores = [];
    private readonly Random _random = new(17); // The same file always gives the same report.
    private long _count;

    /// <summary>Takes a row.</summary>
    public void Add(double label, double score)
    {
        _count++;
        if (_labels.Count < limit)
        {
            _labels.Add(label);
            _scores.Add(score);
        }
        else if (_random.NextInt64(_count) is var place && place < limit)
        {
            (_labels[(int)place], _scores[(int)place]) = (label, score);
        }
    }

    /// <summary>The sample; null where there is none.</summary>
    public PredictionSet? ToPredictions(bool isScore) => _count == 0 ? null : new()
    {
        Kind = KindOf(isScore),
        Labels = _labels,
        Scores = _scores,
        RowCount = _count,
    };

    private PredictionKind KindOf(bool isScore)
    {
        if (!isScore || !_labels.TrueForAll(label => label is 0 or 1))
            return PredictionKind.Regression;
        return _scores.TrueForAll(score => score is >= 0 and <= 1) ? PredictionKind.Probability : PredictionKind.Ranking;
    }
}
