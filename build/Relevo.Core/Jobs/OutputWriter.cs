namespace Relevo.Core.Jobs;

/// <summary>The step output that is bound to an output of the pipeline.</summary>
/// <param name="Step">Key of the step.</param>
/// <param name="Output">Name of the step's output.</param>
public sealed record OutputWriter(string Step, string Output);
