using Relevo.Core.Assets;
using Relevo.Core.Yaml;

namespace Relevo.Core.Jobs;

/// <summary>Reads the pipeline component that a pipeline job takes its steps from.</summary>
internal static class PipelineComponentReader
{
    /// <summary>What the component brings to the job.</summary>
    internal sealed record Body(
        IReadOnlyDictionary<string, ComponentInput> Inputs,
        IReadOnlyDictionary<string, ComponentOutput> Outputs,
        IReadOnlyDictionary<string, PipelineStep> Steps);

    /// <summary>The component in a file; null for a registered one, which cannot be read here, or a missing file.</summary>
    public static Body? Load(YamlReader job, string component)
    {
        if (AssetReference.TryParse(component, out _)) return null;
        var file = AssetPath.Resolve(component, job.Location.Directory);
        if (!File.Exists(file)) return null;
        var reader = YamlDocument.Load(file, job.Diagnostics).Reader(job.Diagnostics);
        if (ResourceKind.Of(reader.Source) == ResourceKind.PipelineComponent) return Read(reader);
        job.Fault("component", $"'{component}' is no pipeline component; expected one with 'type: pipeline' and 'jobs'.");
        return null;
    }

    public static Body Read(YamlReader reader)
    {
        reader.IgnoreServerKeys();
        reader.Ignore("type", "name", "version", "display_name", "description", "tags", "properties", "settings", "is_deterministic", "source_job_id");
        var body = new Body(ComponentReader.ComponentInputs(reader), ComponentReader.ComponentOutputs(reader), JobReader.Steps(reader));
        reader.RejectUnknownKeys();
        return body;
    }

    public static IReadOnlyDictionary<string, JobInput> WithDefaults(IReadOnlyDictionary<string, JobInput> given, Body? body)
    {
        if (body is null) return given;
        var all = new OrderedDictionary<string, JobInput>(given, StringComparer.Ordinal);
        foreach (var (name, input) in body.Inputs)
        {
            if (input.DefaultInput is { } value) all.TryAdd(name, value);
        }
        return all;
    }

    public static IReadOnlyDictionary<string, JobOutput> WithDeclared(IReadOnlyDictionary<string, JobOutput> given, Body? body)
    {
        if (body is null) return given;
        var all = new OrderedDictionary<string, JobOutput>(given, StringComparer.Ordinal);
        foreach (var (name, output) in body.Outputs)
            all.TryAdd(name, new JobOutput { Location = output.Location, Type = output.Type, Mode = output.Mode });
        return all;
    }
}
