namespace Relevo.Core.Workspaces;

/// <summary>What running a job would do with one step.</summary>
/// <param name="Step">The step's name.</param>
/// <param name="WillRun">False where an earlier result would be used again.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record StepPlan(string Step, bool WillRun, string Reason);
