namespace Relevo.Mlflow.Server.Store;

/// <summary>One metric of one run as the writer knows it: its row and its latest point.</summary>
internal sealed class Series(string key)
{
    private MetricPoint _latest;

    public string Key => key;

    /// <summary>The row; 0 until there is one.</summary>
    public long Id { get; private set; }

    /// <summary>Whether the latest point differs from what the row says.</summary>
    public bool IsChanged { get; private set; }

    public ref readonly MetricPoint Latest => ref _latest;

    public void Found(long id, in MetricPoint latest) => (Id, _latest) = (id, latest);

    public void Offer(in MetricPoint point)
    {
        if ((Id == 0 && !IsChanged) || point.IsLaterThan(_latest))
            (_latest, IsChanged) = (point, true);
    }

    public void Saved() => IsChanged = false;
}
