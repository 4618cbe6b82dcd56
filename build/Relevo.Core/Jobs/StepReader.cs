using Relevo.Core.Assets;
using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>Reads the steps of a pipeline.</summary>
internal static class StepReader
{
    private static readonly IReadOnlyDictionary<string, bool> Kinds = new OrderedDictionary<string, bool>(StringComparer.Ordinal)
    {
        // The value says whether the kind can run.
        ["command"] = true,
        ["pipeline"] = false,
        ["sweep"] = false,
        ["parallel"] = false,
        ["spark"] = false,
        ["automl"] = false,
        ["import"] = false,
        ["finetuning"] = false,
        ["data_transfer"] = false,
        ["distillation"] = false,
        ["do_while"] = false,
        ["parallel_for"] = false,
        ["if_else"] = false,
        ["synapse"] = false,
    };

    private static readonly string[] BoundSettings = ["distribution", "resources", "limits"];

    /// <param name="key">The key under <c>jobs</c>.</param>
    /// <param name="location">Where the key is.</param>
    /// <param name="reader">The step.</param>
    public static PipelineStep Step(string key, SourceLocation location, YamlReader reader)
    {
        var isRunnable = reader.Choice("type", Kinds);
        if (isRunnable == false) return Unsupported(key, location, reader, reader.OptionalString("type")?.ToLowerInvariant() ?? "unknown");
        if (isRunnable is null && !reader.Has("type") && ShapeOf(reader) is { } shape) return Unsupported(key, location, reader, shape);
        var component = Component(reader, out var otherKind);
        if (otherKind is not null) return Unsupported(key, location, reader, otherKind);
        return Command(key, location, reader, component);
    }

    private static CommandStep Command(string key, SourceLocation location, YamlReader reader, StepComponent component)
    {
        reader.IgnoreServerKeys();
        reader.Ignore("name", "tags", "properties", "experiment_name", "queue_settings", "version", "comment", "status", "additional_includes", "identity", "docker");
        var step = new CommandStep
        {
            Key = key,
            Location = location,
            DisplayName = reader.OptionalString("display_name"),
            Description = reader.OptionalString("description"),
            Compute = reader.OptionalString("compute"),
            Inputs = reader.Inputs(),
            Outputs = reader.Outputs(),
            ComponentFile = component.File,
            ComponentReference = component.Reference,
            Command = reader.OptionalString("command"),
            Code = reader.Code(),
            Environment = reader.EnvironmentReference(),
            EnvironmentVariables = reader.StringMap("environment_variables"),
            Distribution = reader.Distribution(),
            Resources = reader.Resources(),
            Limits = reader.Limits(),
            Services = reader.Services(),
            IsDeterministic = reader.OptionalBool("is_deterministic") ?? true,
            BoundSettings = [.. BoundSettings.SelectMany(setting => Bound(reader.Node(setting)))],
        };
        reader.RejectUnknownKeys();
        if (component.Loaded is { } loaded) return step.WithComponent(loaded);
        if (step.Command is { } command) CommandCheck.Run(reader, command, step.Inputs.Keys, step.Outputs.Keys);
        else if (!reader.Has("component")) reader.Diagnostics.Add(location, $"step '{key}' has neither 'command' nor 'component'; expected one of them.");
        return step;
    }

    private static IEnumerable<YamlScalar> Bound(YamlNode? node) => node switch
    {
        YamlScalar scalar => JobInputReader.IsBinding(scalar.Text) ? [scalar] : [],
        YamlMapping mapping => mapping.Entries.SelectMany(entry => Bound(entry.Value)),
        YamlSequence sequence => sequence.Items.SelectMany(Bound),
        _ => [],
    };

    private static UnsupportedStep Unsupported(string key, SourceLocation location, YamlReader reader, string kind)
    {
        var step = Raw(key, location, reader, kind);
        if (kind != "pipeline") return step;
        // The other kinds have many keys, which the issue that makes them run will read.
        reader.IgnoreServerKeys();
        reader.Ignore("type", "name", "component", "jobs", "tags", "properties", "experiment_name", "settings", "services", "limits", "identity", "comment");
        reader.RejectUnknownKeys();
        return step;
    }

    private static UnsupportedStep Raw(string key, SourceLocation location, YamlReader reader, string kind) => new()
    {
        Key = key,
        Location = location,
        Kind = kind,
        Raw = reader.Source,
        DisplayName = reader.OptionalString("display_name"),
        Description = reader.OptionalString("description"),
        Compute = reader.Node("compute") is YamlScalar compute ? compute.Text : null,
        Inputs = kind is "do_while" or "parallel_for" or "if_else" ? Ordered.Empty<JobInput>() : reader.Inputs(),
        Outputs = kind is "do_while" or "parallel_for" or "if_else" ? Ordered.Empty<JobOutput>() : reader.Outputs(),
    };

    private sealed record StepComponent(CommandComponent? Loaded, AssetReference? Reference, string? File);

    private static StepComponent Component(YamlReader reader, out string? otherKind)
    {
        otherKind = null;
        switch (reader.Node("component"))
        {
            case YamlMapping mapping:
                return Load(new YamlReader(mapping, reader.Diagnostics), null, true, out otherKind);
            case YamlScalar scalar when AssetReference.TryParse(scalar.Text, out var reference):
                return new StepComponent(null, reference, null);
            case YamlScalar scalar when ReferenceReading.LooksLikeFile(scalar.Text):
                var file = AssetPath.Resolve(scalar.Text, scalar.Location.Directory);
                if (!File.Exists(file)) return new StepComponent(null, null, file);
                return Load(YamlDocument.Load(file, reader.Diagnostics).Reader(reader.Diagnostics), file, false, out otherKind);
            case null:
                return new StepComponent(null, null, null);
            case var node:
                reader.Diagnostics.Add(node.Location, $"'component' is {(node is YamlScalar text ? $"'{text.Text}'" : node.Kind)}; expected a file such as ./component.yml, azureml:name:version or a mapping.");
                return new StepComponent(null, null, null);
        }
    }

    private static StepComponent Load(YamlReader reader, string? file, bool isInline, out string? otherKind)
    {
        var kind = ResourceKind.Of(reader.Source) ?? ResourceKind.CommandComponent;
        otherKind = kind == ResourceKind.CommandComponent || kind == ResourceKind.CommandJob ? null : kind.Title;
        if (otherKind is not null) return new StepComponent(null, null, file);
        return new StepComponent(ComponentReader.Command(reader, isInline), null, file);
    }

    private static string? ShapeOf(YamlReader reader) =>
        reader.Source["trial"] is not null ? "sweep"
        : reader.Source["jobs"] is not null ? "pipeline"
        : reader.Source["task"] is not null ? "automl"
        : reader.Source["entry"] is not null ? "spark"
        : null;
}
