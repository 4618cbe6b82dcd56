using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Core.Jobs;
using Relevo.Core.Projects;
using Relevo.Core.Workspaces;

namespace Relevo.Core.Stages;

/// <summary>The output of the training job that holds the model.</summary>
/// <param name="Model">The name in the registry.</param>
/// <param name="Location">Where its files are.</param>
/// <param name="RunId">The run of the step that wrote it; null where it is not known.</param>
internal sealed record ModelOutput(string Model, OutputLocation Location, string? RunId)
{
    /// <summary>Finds it: the output that <c>relevo.yml</c> names, or the job's only output of a model type. Null where the project registers no model.</summary>
    public static ModelOutput? Find(Project project, Job job, JobResult result)
    {
        var name = project.Model?.Output ?? OnlyModelOutput(job);
        if (name is null)
        {
            if (project.Model is null) return null;
            throw new RelevoException(
                $"{project.File} does not say which output of the job holds the model, and not exactly one is of a model type.",
                $"add 'model: {{ output: ... }}' with one of: {Outputs(result)}.",
                ExitCode.Configuration);
        }
        if (!result.Outputs.TryGetValue(name, out var location))
        {
            throw new RelevoException($"The job has no output '{name}', which {project.File} names as the model's.", $"choose one of: {Outputs(result)}.", ExitCode.Configuration);
        }
        var writer = result.Steps.FirstOrDefault(s => s.Outputs.Values.Any(o => o.Uri == location.Uri));
        return new(project.Model?.Name ?? project.Name, location, writer?.RunId);
    }

    private static string? OnlyModelOutput(Job job) =>
        job.Outputs.Where(o => o.Value.Type.IsModel()).Select(o => o.Key).ToList() is [var only] ? only : null;

    private static string Outputs(JobResult result) => result.Outputs.Count == 0 ? "(the job has no outputs)" : string.Join(", ", result.Outputs.Keys.Order(StringComparer.Ordinal));
}
