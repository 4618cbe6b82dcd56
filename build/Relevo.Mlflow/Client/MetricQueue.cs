using System.Threading.Channels;

namespace Relevo.Mlflow;

/// <summary>
/// Sends metrics in the background: while one batch is under way the next gathers, so a tight loop costs a write to a queue.
/// The queue is bounded: a loop that outruns the server waits for it.
/// </summary>
internal sealed class MetricQueue
{
    private const int Capacity = 20_000;
    private const int BatchSize = 1000;

    private readonly Channel<Entry> _channel = Channel.CreateBounded<Entry>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly Func<IReadOnlyList<Metric>, Task> _send;
    private readonly Task _pump;
    private volatile Exception? _fault;

    public MetricQueue(Func<IReadOnlyList<Metric>, Task> send)
    {
        _send = send;
        _pump = Task.Run(PumpAsync);
    }

    public void Add(Metric metric) => Write(new Entry(metric, null));

    /// <summary>Waits until all that was added is sent, and throws where some of it could not be.</summary>
    public void Flush()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Write(new Entry(null, done));
        done.Task.GetAwaiter().GetResult();
        ThrowIfFaulted();
    }

    public void Close()
    {
        _channel.Writer.TryComplete();
        _pump.GetAwaiter().GetResult();
        ThrowIfFaulted();
    }

    private void Write(Entry entry)
    {
        if (!_channel.Writer.TryWrite(entry))
            _channel.Writer.WriteAsync(entry).AsTask().GetAwaiter().GetResult();
    }

    private async Task PumpAsync()
    {
        var batch = new List<Metric>(BatchSize);
        while (await _channel.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (_channel.Reader.TryRead(out var entry))
            {
                if (entry.Metric is { } metric)
                    batch.Add(metric);
                if (batch.Count == BatchSize || entry.Flushed is not null)
                    await SendAsync(batch).ConfigureAwait(false);
                entry.Flushed?.SetResult();
            }
            await SendAsync(batch).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(List<Metric> batch)
    {
        if (batch.Count == 0)
            return;
        try
        {
            await _send([.. batch]).ConfigureAwait(false);
        }
        catch (MlflowException e)
        {
            // Kept for the caller's thread, which hears of it at the next flush; the batches after it are still tried.
            _fault ??= e;
        }
        batch.Clear();
    }

    private void ThrowIfFaulted()
    {
        if (Interlocked.Exchange(ref _fault, null) is MlflowException fault)
            throw new MlflowException(fault.ErrorCode, $"Some metrics were not logged: {fault.Message}", fault.StatusCode, fault);
    }

    private readonly record struct Entry(Metric? Metric, TaskCompletionSource? Flushed);
}
