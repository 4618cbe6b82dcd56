namespace Relevo.Core.Jobs;

/// <summary>How long a job may take.</summary>
/// <param name="Timeout">The time after which it is stopped, or null for no limit.</param>
public sealed record JobLimits(TimeSpan? Timeout)
{
    /// <summary>No limit.</summary>
    public static JobLimits None { get; } = new((TimeSpan?)null);
}
