using Relevo.Core.Errors;
using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>Tells which jobs and steps cannot run yet.</summary>
public static class JobSupport
{
    /// <summary>One fault for each part of a job that cannot run yet; empty for one that can.</summary>
    /// <param name="job">The job.</param>
    public static IReadOnlyList<Fault> Unsupported(this Job job) => job switch
    {
        UnsupportedJob { Kind: var kind } => [new Fault(job.Location, $"{kind} jobs cannot run yet; expected a command or pipeline job.")],
        PipelineJob pipeline =>
        [
            .. pipeline.Jobs.Values.OfType<UnsupportedStep>()
                .Select(step => new Fault(step.Location, $"step '{step.Key}': {step.Kind} steps cannot run yet; expected a command step.")),
        ],
        _ => [],
    };

    /// <summary>Does nothing for a job that can run.</summary>
    /// <param name="job">The job.</param>
    /// <exception cref="RelevoException">The job, or a step of it, is of a kind that cannot run yet; every one is listed.</exception>
    public static void EnsureRunnable(this Job job)
    {
        var diagnostics = new Diagnostics();
        foreach (var fault in job.Unsupported()) diagnostics.Add(fault.Location, fault.Message);
        diagnostics.ThrowIfAny();
    }
}
