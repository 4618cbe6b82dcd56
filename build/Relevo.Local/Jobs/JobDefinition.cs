using Relevo.Core.Errors;
using Relevo.Core.Expressions;
using Relevo.Core.Jobs;
using Relevo.Core.Workspaces;

namespace Relevo.Local.Jobs;

/// <summary>A job in the form that runs: steps in an order that respects their dependencies. A command job has one step.</summary>
internal sealed record JobDefinition
{
    private const string ForcedByCaller = "forced by --force";

    public required string Name { get; init; }

    public required string Experiment { get; init; }

    public required IReadOnlyList<StepDefinition> Steps { get; init; }

    public required IReadOnlyDictionary<string, JobInput> Inputs { get; init; }

    /// <summary>The step and its output behind each output of the job.</summary>
    public required IReadOnlyDictionary<string, (string Step, string Output)> Outputs { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public bool ContinuesOnFailure { get; init; }

    /// <summary>Why every step runs, whatever its inputs; null where unchanged steps are reused.</summary>
    public string? ForceReason { get; init; }

    /// <summary>Reads a job that was asked for.</summary>
    /// <exception cref="RelevoException">It cannot run here at all.</exception>
    public static JobDefinition Of(JobRequest request) => request.Job switch
    {
        CommandJob command => Of(command, request),
        PipelineJob pipeline => Of(pipeline, request),
        UnsupportedJob other => throw NotSupported("This job", other.Kind, other.Location.ToString()),
        _ => throw NotSupported("This job", request.Job.GetType().Name, request.Job.Location.ToString()),
    };

    private static JobDefinition Of(CommandJob job, JobRequest request)
    {
        var name = NameOf(job);
        var step = new StepDefinition
        {
            Name = name, Location = job.Location, Command = Template.Parse(job.Command), Code = job.Code, Environment = job.Environment,
            Variables = Parse(job.EnvironmentVariables), Inputs = job.Inputs, Outputs = job.Outputs, Compute = job.Compute, Timeout = job.Limits.Timeout,
        };
        return new JobDefinition
        {
            Name = name, Experiment = job.ExperimentName ?? request.DefaultExperiment, Steps = [step], Inputs = job.Inputs,
            Outputs = job.Outputs.Keys.ToDictionary(output => output, output => (name, output)), Tags = TagsOf(job, request), ForceReason = request.Force ? ForcedByCaller : null,
        };
    }

    private static JobDefinition Of(PipelineJob job, JobRequest request)
    {
        PipelineGraph.Build(job);
        var steps = job.Jobs.Values.Select(step => Of(step, job)).ToList();
        var outputs = OutputsOf(job);
        var dependencies = new StepDependencies(steps, outputs);
        return new JobDefinition
        {
            Name = NameOf(job), Experiment = job.ExperimentName ?? request.DefaultExperiment, Inputs = job.Inputs, Outputs = outputs,
            Steps = dependencies.Order(job.Settings.OnInit, job.Settings.OnFinalize), Tags = TagsOf(job, request),
            ContinuesOnFailure = job.Settings.ContinueOnStepFailure, 
            ForceReason = request.Force ? ForcedByCaller : job.Settings.ForceRerun ? "forced by settings.force_rerun" : null,
        };
    }

    private static StepDefinition Of(PipelineStep step, PipelineJob job) => step switch
    {
        CommandStep { Command: { } command } known => new StepDefinition
        {
            Name = known.Key, Location = known.Location, Command = Template.Parse(command), Code = known.Code, Environment = known.Environment,
            AdditionalIncludes = known.Component?.AdditionalIncludes ?? [], Variables = Parse(known.EnvironmentVariables), Inputs = known.AllInputs,
            Outputs = known.AllOutputs, Compute = known.Compute ?? job.Compute ?? job.Settings.DefaultCompute, Timeout = known.Limits.Timeout,
            IsDeterministic = known.IsDeterministic,
        },
        CommandStep { ComponentReference: { } reference } => throw new RelevoException(
            $"{step.Location}: step '{step.Key}' uses the registered component '{reference}', which a local workspace does not have.",
            "name the component's YAML file instead: 'component: path/to/component.yml'.", ExitCode.Configuration),
        UnsupportedStep other => throw NotSupported($"Step '{step.Key}'", other.Kind, step.Location.ToString()),
        _ => throw NotSupported($"Step '{step.Key}'", step.GetType().Name, step.Location.ToString()),
    };

    private static Dictionary<string, (string Step, string Output)> OutputsOf(PipelineJob job)
    {
        var outputs = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var step in job.Jobs.Values)
            foreach (var (name, output) in step is CommandStep command ? command.AllOutputs : step.Outputs)
                if (output.Binding is { } binding && Template.Parse(binding).SoleReference is Reference.ParentOutput parent) outputs[parent.Name] = (step.Key, name);
        return outputs;
    }

    private static Dictionary<string, Template> Parse(IReadOnlyDictionary<string, string> variables) =>
        variables.ToDictionary(variable => variable.Key, variable => Template.Parse(variable.Value), StringComparer.Ordinal);

    private static Dictionary<string, string> TagsOf(Job job, JobRequest request)
    {
        var tags = new Dictionary<string, string>(job.Tags, StringComparer.Ordinal);
        foreach (var (key, value) in request.Tags) tags[key] = value;
        return tags;
    }

    private static string NameOf(Job job) => job.Name ?? Path.GetFileNameWithoutExtension(job.SourceFile);

    private static RelevoException NotSupported(string what, string kind, string location) => new(
        $"{location}: {char.ToLowerInvariant(what[0])}{what[1..]} is of the kind '{kind}', which a local workspace cannot run yet.",
        "use a 'command' or a 'pipeline' of commands here, or run it in an Azure ML workspace.", ExitCode.Configuration);
}
