namespace Relevo.Serving.Supervision;

/// <summary>Lets so many requests through at a time and as many again wait.</summary>
internal sealed class ConcurrencyLimit(int? limit) : IDisposable
{
    private readonly SemaphoreSlim? _slots = limit is { } most ? new SemaphoreSlim(most) : null;
    private int _count;

    /// <summary>False where too many wait already.</summary>
    public async Task<bool> TryEnterAsync(CancellationToken cancellationToken)
    {
        if (_slots is null)
            return true;
        if (Interlocked.Increment(ref _count) > limit * 2L)
        {
            Interlocked.Decrement(ref _count);
            return false;
        }

        var isIn = false;
        try
        {
            await _slots.WaitAsync(cancellationToken);
            return isIn = true;
        }
        finally
        {
            if (!isIn)
                Interlocked.Decrement(ref _count);
        }
    }

    public void Exit()
    {
        if (_slots is null)
            return;
        Interlocked.Decrement(ref _count);
        _slots.Release();
    }

    public void Dispose() => _slots?.Dispose();
}
