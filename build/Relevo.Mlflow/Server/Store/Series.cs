namespace Relevo.Mlflow.Server.Store;

/// <summary>One metric of one run as the writer knows it: its row and its latest point.</summary>
internal sealed class Series(string key)
{
    private MetricPoint _latest;
    private (double Value, bool IsNan) _kept;

    public string Key => key;

    /// <summary>The row; 0 until there is one.</summary>
    public long Id { get; private set; }

    /// <summary>Whether the latest point differs from what the row says.</summary>
    public bool IsChanged { get; private set; }

    public ref readonly MetricPoint Latest => ref _latest;

    /// <summary>Whether the row has the value already, and only time, step or origin are other: then no index changes.</summary>
    public bool HasValue => _kept.Value.Equals(_latest.Value) && _kept.IsNan == _latest.IsNan;

    public void Found(long id, in MetricPoint latest)
    {
        (Id, _latest) = (id, latest);
        Saved();
    }

    public void Offer(in MetricPoint point)
    {
        if ((Id == 0 && !IsChanged) || point.IsLaterThan(_latest))
            (_latest, IsChanged) = (point, true);
    }

    public void Saved()
    {
        IsChanged = false;
        _kept = (_latest.Value, _latest.IsNan);
    }
}
