using Relevo.Core.Assets;
using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>Reads job files.</summary>
internal static class JobReader
{
    public static CommandJob Command(YamlReader reader)
    {
        IgnoreJobKeys(reader);
        reader.Ignore("is_deterministic", "parent_job_name", "docker");
        var job = new CommandJob
        {
            Location = reader.Location,
            Name = reader.OptionalString("name"),
            DisplayName = reader.OptionalString("display_name"),
            ExperimentName = reader.OptionalString("experiment_name"),
            Description = reader.OptionalString("description"),
            Tags = reader.StringMap("tags"),
            Properties = reader.StringMap("properties"),
            Compute = Compute(reader),
            Inputs = reader.Inputs(),
            Outputs = reader.Outputs(),
            Identity = reader.Identity(),
            Services = reader.Services(),
            Command = reader.RequiredString("command"),
            Code = reader.Code(),
            Environment = reader.EnvironmentReference(),
            EnvironmentVariables = reader.StringMap("environment_variables"),
            Distribution = reader.Distribution(),
            Resources = reader.Resources(),
            Limits = reader.Limits(),
        };
        reader.RejectUnknownKeys();
        CommandCheck.Run(reader, job.Command, job.Inputs.Keys, job.Outputs.Keys);
        return job;
    }

    public static Job Pipeline(YamlReader reader)
    {
        if (reader.OptionalString("component") is { } component && !reader.Has("jobs"))
        {
            return PipelineComponentReader.Load(reader, component) is { } body ? Pipeline(reader, body) : WithoutBody(reader, component);
        }
        return Pipeline(reader, null);
    }

    private static UnsupportedJob WithoutBody(YamlReader reader, string component)
    {
        var kind = AssetReference.TryParse(component, out _) ? "registered pipeline component" : $"pipeline component (file '{component}' does not exist)";
        var job = Unsupported(reader, kind);
        IgnoreJobKeys(reader);
        reader.Ignore("compute", "inputs", "outputs", "settings", "identity", "services");
        reader.RejectUnknownKeys();
        return job;
    }

    private static PipelineJob Pipeline(YamlReader reader, PipelineComponentReader.Body? body)
    {
        IgnoreJobKeys(reader);
        reader.Ignore("component", "outputs", "inputs");
        var job = new PipelineJob
        {
            Location = reader.Location,
            Name = reader.OptionalString("name"),
            DisplayName = reader.OptionalString("display_name"),
            ExperimentName = reader.OptionalString("experiment_name"),
            Description = reader.OptionalString("description"),
            Tags = reader.StringMap("tags"),
            Properties = reader.StringMap("properties"),
            Compute = Compute(reader),
            Inputs = PipelineComponentReader.WithDefaults(reader.Inputs(), body),
            Outputs = PipelineComponentReader.WithDeclared(reader.Outputs(), body),
            Identity = reader.Identity(),
            Services = reader.Services(),
            Settings = Settings(reader),
            Jobs = body?.Steps ?? Steps(reader),
        };
        reader.RejectUnknownKeys();
        return job;
    }

    public static UnsupportedJob Unsupported(YamlReader reader, string kind) => new()
    {
        Kind = kind,
        Raw = reader.Source,
        Location = reader.Location,
        Name = reader.OptionalString("name"),
        DisplayName = reader.OptionalString("display_name"),
        ExperimentName = reader.OptionalString("experiment_name"),
        Description = reader.OptionalString("description"),
        Tags = reader.StringMap("tags"),
        Properties = reader.StringMap("properties"),
    };

    public static IReadOnlyDictionary<string, PipelineStep> Steps(YamlReader parent)
    {
        var steps = new OrderedDictionary<string, PipelineStep>(StringComparer.Ordinal);
        if (!parent.Has("jobs")) parent.Diagnostics.Add(parent.Location, "missing key 'jobs'; expected a mapping of steps.");
        var all = parent.Mapping("jobs");
        foreach (var entry in all?.Source.Entries ?? [])
        {
            if (entry.Value is YamlMapping mapping) steps[entry.Key.Text] = StepReader.Step(entry.Key.Text, entry.Key.Location, new YamlReader(mapping, parent.Diagnostics));
            else parent.Diagnostics.Add(entry.Value.Location, $"step '{entry.Key.Text}' is {entry.Value.Kind}; expected a mapping.");
        }
        if (all is not null && steps.Count == 0) parent.Fault("jobs", "'jobs' is empty; expected at least one step.");
        return steps;
    }

    private static string? Compute(YamlReader reader)
    {
        if (reader.Node("compute") is not YamlMapping) return reader.OptionalString("compute");
        return reader.Mapping("compute")?.OptionalString("target"); // The form of the first previews.
    }

    private static PipelineSettings Settings(YamlReader parent)
    {
        if (parent.Mapping("settings") is not { } reader) return new PipelineSettings();
        reader.Ignore("continue_run_on_failed_optional_input", "_source", "component_type", "default_resources");
        var settings = new PipelineSettings
        {
            DefaultCompute = reader.OptionalString("default_compute"),
            DefaultDatastore = reader.OptionalString("default_datastore"),
            ContinueOnStepFailure = reader.OptionalBool("continue_on_step_failure") ?? false,
            ForceRerun = reader.OptionalBool("force_rerun") ?? false,
            OnInit = reader.OptionalString("on_init"),
            OnFinalize = reader.OptionalString("on_finalize"),
        };
        reader.RejectUnknownKeys();
        return settings;
    }

    private static void IgnoreJobKeys(YamlReader reader)
    {
        reader.IgnoreServerKeys();
        reader.Ignore("type", "status", "schedule", "queue_settings", "notification_setting", "log_files", "interaction_endpoints", "source_job_id", "task_details");
    }
}
