using Relevo.Core.Errors;
using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>Tells which jobs and steps cannot run.</summary>
public static class JobSupport
{
    /// <summary>One fault for each part of a job that cannot run yet, and for each input of a command job without a value; empty for one that can.</summary>
    /// <param name="job">The job.</param>
    public static IReadOnlyList<Fault> Unsupported(this Job job) => job switch
    {
        UnsupportedJob { Kind: var kind } => [new Fault(job.Location, $"{kind} jobs cannot run yet; expected a command or pipeline job.")],
        PipelineJob pipeline =>
        [
            .. pipeline.Jobs.Values.OfType<UnsupportedStep>()
                .Select(step => new Fault(step.Location, $"step '{step.Key}': {step.Kind} steps cannot run yet; expected a command step.")),
            .. pipeline.Jobs.Values.OfType<CommandStep>().SelectMany(step => (step.Component?.ArtifactIncludes ?? [])
                .Select(include => new Fault(include.Location, $"step '{step.Key}' includes a package of Azure Artifacts, which cannot be fetched yet; expected paths of files and folders."))),
        ],
        _ =>
        [
            .. job.Inputs.Where(input => input.Value is JobInput.Unset)
                .Select(input => new Fault(input.Value.Location, $"input '{input.Key}' has no value; give it 'path' or 'value', or --set inputs.{input.Key}=...")),
        ],
    };

    /// <summary>Does nothing for a job that can run.</summary>
    /// <param name="job">The job.</param>
    /// <exception cref="RelevoException">The job, or a step of it, cannot run; every reason is listed.</exception>
    public static void EnsureRunnable(this Job job)
    {
        var diagnostics = new Diagnostics();
        foreach (var fault in job.Unsupported()) diagnostics.Add(fault.Location, fault.Message);
        diagnostics.ThrowIfAny();
    }
}
