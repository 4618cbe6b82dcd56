using Relevo.Core.Assets;
using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>A step that runs a command: written in place, in a component file, or in a registered component.</summary>
public sealed record CommandStep : PipelineStep
{
    /// <summary>The component of the step's <c>component:</c> file or mapping; null for a command in place or a registered component.</summary>
    public CommandComponent? Component { get; init; }

    /// <summary>Absolute path of the component file that the step names, or null. Where <see cref="Component"/> is null, the file does not exist.</summary>
    public string? ComponentFile { get; init; }

    /// <summary>The registered component that the step names, or null. Resolve it, then <see cref="WithComponent"/>.</summary>
    public AssetReference? ComponentReference { get; init; }

    /// <summary>The command, expressions unresolved: the step's or its component's; null only while <see cref="ComponentReference"/> is unresolved.</summary>
    public string? Command { get; init; }

    /// <summary>The folder that the command starts in (the step's or its component's), or null for none.</summary>
    public AssetPath? Code { get; init; }

    /// <summary>What the command runs in (the step's or its component's).</summary>
    public EnvironmentReference? Environment { get; init; }

    /// <summary>Environment variables, in file order; values may hold expressions.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentVariables { get; init; } = Ordered.Empty<string>();

    /// <summary>How the command is spread over processes, or null for one process.</summary>
    public JobDistribution? Distribution { get; init; }

    /// <summary>What it asks of the compute, or null.</summary>
    public JobResources? Resources { get; init; }

    /// <summary>How long it may take.</summary>
    public JobLimits Limits { get; init; } = JobLimits.None;

    /// <summary>Interactive services that run beside the step, by name.</summary>
    public IReadOnlyDictionary<string, JobService> Services { get; init; } = Ordered.Empty<JobService>();

    /// <summary>Whether the same inputs give the same outputs, so that a former run may be reused. Default true.</summary>
    public bool IsDeterministic { get; init; } = true;

    /// <summary>Texts of <c>distribution</c>, <c>resources</c> and <c>limits</c> that are bound to something and known only when the pipeline runs.</summary>
    internal IReadOnlyList<YamlScalar> BoundSettings { get; init; } = [];

    /// <summary>The inputs of the step with the component's defaults for those that it leaves out.</summary>
    public IReadOnlyDictionary<string, JobInput> AllInputs
    {
        get
        {
            if (Component is null) return Inputs;
            var all = new OrderedDictionary<string, JobInput>(StringComparer.Ordinal);
            foreach (var (name, input) in Component.Inputs)
            {
                if (Inputs.TryGetValue(name, out var given)) all.Add(name, given);
                else if (input.DefaultInput is { } value) all.Add(name, value);
            }
            foreach (var (name, given) in Inputs) all.TryAdd(name, given);
            return all;
        }
    }

    /// <summary>The outputs of the step, with those that only the component declares.</summary>
    public IReadOnlyDictionary<string, JobOutput> AllOutputs
    {
        get
        {
            if (Component is null) return Outputs;
            var all = new OrderedDictionary<string, JobOutput>(StringComparer.Ordinal);
            foreach (var (name, output) in Component.Outputs)
            {
                if (!Outputs.TryGetValue(name, out var given)) all.Add(name, new JobOutput { Location = output.Location, Type = output.Type, Mode = output.Mode });
                else all.Add(name, given.IsTypeStated ? given : given with { Type = output.Type });
            }
            foreach (var (name, given) in Outputs) all.TryAdd(name, given);
            return all;
        }
    }

    /// <summary>The step with a component's command, code, environment and defaults; what the step itself states wins.</summary>
    /// <param name="component">The component that <see cref="ComponentReference"/> stands for.</param>
    public CommandStep WithComponent(CommandComponent component) => this with
    {
        Component = component,
        Command = Command ?? component.Command,
        Code = Code ?? component.Code,
        Environment = Environment ?? component.Environment,
        EnvironmentVariables = EnvironmentVariables.Count > 0 ? EnvironmentVariables : component.EnvironmentVariables,
        Distribution = Distribution ?? component.Distribution,
        Resources = Resources ?? component.Resources,
        IsDeterministic = component.IsDeterministic,
    };
}
