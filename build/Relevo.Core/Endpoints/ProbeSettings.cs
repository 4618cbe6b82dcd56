namespace Relevo.Core.Endpoints;

/// <summary>How the health of an instance is asked for.</summary>
public sealed record ProbeSettings
{
    /// <summary>Time before the first question. Default 10 seconds.</summary>
    public TimeSpan InitialDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between questions. Default 10 seconds.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time for one answer. Default 2 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Good answers in a row that count as healthy. Default 1.</summary>
    public int SuccessThreshold { get; init; } = 1;

    /// <summary>Bad answers in a row that count as unhealthy. Default 30.</summary>
    public int FailureThreshold { get; init; } = 30;
}
