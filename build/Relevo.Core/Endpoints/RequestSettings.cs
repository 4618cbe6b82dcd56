namespace Relevo.Core.Endpoints;

/// <summary>How a deployment queues and times requests.</summary>
public sealed record RequestSettings
{
    /// <summary>Time for one request. Default 5 seconds.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Requests at a time on each instance. Default 1.</summary>
    public int MaxConcurrentRequestsPerInstance { get; init; } = 1;

    /// <summary>Time that a request may wait. Default 0.5 seconds.</summary>
    public TimeSpan MaxQueueWait { get; init; } = TimeSpan.FromMilliseconds(500);
}
