using Relevo.Core.Assets;
using Relevo.Core.Errors;
using Relevo.Core.Expressions;
using Relevo.Core.Gate;
using Relevo.Core.Jobs;
using Relevo.Core.Records;
using Relevo.Core.Workspaces;
using Relevo.Core.Yaml;

namespace Relevo.Core.Stages;

/// <summary>Makes a job of its own from the pipeline's evaluate step, so that the gate can score any model on the same rows.</summary>
internal static class EvaluationJob
{
    /// <summary>The step as a command job.</summary>
    /// <param name="definition">Which step, and which of its inputs take the model and the rows.</param>
    /// <param name="pipeline">The training job.</param>
    /// <param name="modelFolder">The model's files on this machine.</param>
    /// <param name="train">The training that the rows come from.</param>
    public static CommandJob Create(GateDefinition definition, PipelineJob pipeline, string modelFolder, TrainRecord? train)
    {
        var step = Step(definition.Evaluate, pipeline);
        var inputs = new Dictionary<string, JobInput>();
        foreach (var (name, input) in step.AllInputs)
        {
            inputs[name] = name == definition.Evaluate.ModelInput
                ? Folder(modelFolder, AssetType.MlflowModel, input.Location)
                : Resolve(name, input, step, pipeline, train);
        }
        return new()
        {
            Location = step.Location,
            Name = step.Key,
            DisplayName = step.DisplayName,
            ExperimentName = pipeline.ExperimentName,
            Compute = step.Compute ?? pipeline.Settings.DefaultCompute,
            Command = step.Command ?? throw new InvalidOperationException("A command step without a command."),
            Code = step.Code,
            Environment = step.Environment,
            EnvironmentVariables = step.EnvironmentVariables,
            Distribution = step.Distribution,
            Resources = step.Resources,
            Limits = step.Limits,
            Inputs = inputs,
            Outputs = step.AllOutputs.ToDictionary(o => o.Key, o => o.Value with { Binding = null, Path = null }),
        };
    }

    /// <summary>The digest of the held-out rows; null where the training does not tell.</summary>
    public static string? DataDigest(EvaluateDefinition evaluate, PipelineJob pipeline, TrainRecord? train) =>
        Step(evaluate, pipeline).AllInputs.GetValueOrDefault(evaluate.DataInput) is JobInput.Binding binding ? OutputOf(binding, train)?.Digest : null;

    private static CommandStep Step(EvaluateDefinition evaluate, PipelineJob pipeline)
    {
        if (pipeline.Jobs.GetValueOrDefault(evaluate.Step) is not CommandStep step)
        {
            throw new RelevoException(
                $"gate.yml names the step '{evaluate.Step}', which is no command step of {SourceLocation.Shorten(pipeline.SourceFile)}{NearestName.Suggest(evaluate.Step, pipeline.Jobs.Keys)}",
                $"choose one of: {string.Join(", ", pipeline.Jobs.Keys)}.",
                ExitCode.Configuration);
        }
        foreach (var input in (string[])[evaluate.ModelInput, evaluate.DataInput])
        {
            if (step.AllInputs.ContainsKey(input)) continue;
            throw new RelevoException(
                $"gate.yml names the input '{input}', which the step '{evaluate.Step}' does not have ({step.Location}){NearestName.Suggest(input, step.AllInputs.Keys)}",
                $"choose one of: {string.Join(", ", step.AllInputs.Keys)}.",
                ExitCode.Configuration);
        }
        return step;
    }

    private static JobInput Resolve(string name, JobInput input, CommandStep step, PipelineJob pipeline, TrainRecord? train)
    {
        if (input is not JobInput.Binding binding) return input;
        if (Template.Parse(binding.Text).SoleReference is Reference.ParentInput ofPipeline && pipeline.Inputs.TryGetValue(ofPipeline.Name, out var value)) return value;
        if (OutputOf(binding, train) is { } output) return Folder(output.Uri, TypeOf(output), input.Location);
        throw new RelevoException(
            $"The gate cannot fill in the input '{name}' of step '{step.Key}' ({input.Location}): {binding.Text} is not among the outputs of the last training.",
            "run Train first.",
            ExitCode.Configuration);
    }

    private static OutputLocation? OutputOf(JobInput.Binding binding, TrainRecord? train) =>
        Template.Parse(binding.Text).SoleReference is Reference.StepOutput output
            ? train?.Job.Steps.FirstOrDefault(s => s.Step == output.Step)?.Outputs.GetValueOrDefault(output.Name)
            : null;

    private static AssetType TypeOf(OutputLocation output) => AssetTypeNames.TryParse(output.Type, out var type) ? type : AssetType.UriFolder;

    private static JobInput.Data Folder(string path, AssetType type, SourceLocation location) => new(type, new AssetPath.Local(path, path), null) { Location = location };
}
