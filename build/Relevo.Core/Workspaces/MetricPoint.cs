namespace Relevo.Core.Workspaces;

/// <summary>One logged value of a metric.</summary>
/// <param name="Step">The training step.</param>
/// <param name="Value">The value; may be NaN or infinite.</param>
/// <param name="At">When it was logged.</param>
public sealed record MetricPoint(long Step, double Value, DateTimeOffset At);
