namespace Relevo.Serving.Supervision;

/// <summary>Counts the requests under way at a deployment, so that it can leave after the last.</summary>
internal sealed class RequestCount
{
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;
    private int _isDraining;
    private long _total;

    /// <summary>Whether no more are taken.</summary>
    public bool IsDraining => Volatile.Read(ref _isDraining) == 1;

    /// <summary>How many there were.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>False where no more are taken. Counted first and asked then, so that <see cref="DrainAsync"/> cannot overlook one.</summary>
    public bool TryEnter()
    {
        Interlocked.Increment(ref _underWay);
        if (!IsDraining)
        {
            Interlocked.Increment(ref _total);
            return true;
        }

        Exit();
        return false;
    }

    public void Exit()
    {
        if (Interlocked.Decrement(ref _underWay) == 0 && IsDraining)
            _drained.TrySetResult();
    }

    /// <summary>Takes no more; ends after the last.</summary>
    public Task DrainAsync()
    {
        Interlocked.Exchange(ref _isDraining, 1);
        if (Volatile.Read(ref _underWay) == 0)
            _drained.TrySetResult();
        return _drained.Task;
    }
}
