using Relevo.Core.Compute;
using Relevo.Core.Endpoints;
using Relevo.Core.Errors;
using Relevo.Core.Jobs;
using Relevo.Core.Yaml;

namespace Relevo.Core.Assets;

/// <summary>
/// Reads Azure ML CLI v2 YAML files, unmodified, into typed records. Every method reports all faults of a file, and of the component
/// and environment files that it names, in one <see cref="RelevoException"/> (<see cref="ExitCode.Configuration"/>).
/// Source of the formats: https://learn.microsoft.com/azure/machine-learning/reference-yaml-overview.
/// </summary>
public static class AzureMlYaml
{
    /// <summary>Reads a file of any kind; a kind that is known but not usable yet is an <see cref="UnsupportedResource"/> or <see cref="UnsupportedJob"/>.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="overrides">Values by dotted path, such as <c>inputs.learning_rate</c>, that replace or create what the file says.</param>
    public static AzureMlResource Load(string path, IReadOnlyDictionary<string, string>? overrides = null) => Load<AzureMlResource>(path, overrides, null);

    /// <summary>Reads a job; one that cannot run yet is an <see cref="UnsupportedJob"/>.</summary>
    /// <inheritdoc cref="Load(string, IReadOnlyDictionary{string, string}?)"/>
    public static Job LoadJob(string path, IReadOnlyDictionary<string, string>? overrides = null) => Load<Job>(path, overrides, null);

    /// <summary>Reads a command component.</summary>
    /// <inheritdoc cref="Load(string, IReadOnlyDictionary{string, string}?)"/>
    public static CommandComponent LoadComponent(string path, IReadOnlyDictionary<string, string>? overrides = null) =>
        Load<CommandComponent>(path, overrides, ResourceKind.CommandComponent);

    /// <summary>Reads a data asset.</summary>
    /// <inheritdoc cref="Load(string, IReadOnlyDictionary{string, string}?)"/>
    public static DataAsset LoadData(string path, IReadOnlyDictionary<string, string>? overrides = null) =>
        Load<DataAsset>(path, overrides, ResourceKind.Data);

    /// <summary>Reads an environment.</summary>
    /// <inheritdoc cref="Load(string, IReadOnlyDictionary{string, string}?)"/>
    public static EnvironmentAsset LoadEnvironment(string path, IReadOnlyDictionary<string, string>? overrides = null) =>
        Load<EnvironmentAsset>(path, overrides, ResourceKind.Environment);

    /// <summary>Reads a model.</summary>
    /// <inheritdoc cref="Load(string, IReadOnlyDictionary{string, string}?)"/>
    public static ModelAsset LoadModel(string path, IReadOnlyDictionary<string, string>? overrides = null) =>
        Load<ModelAsset>(path, overrides, ResourceKind.Model);

    /// <summary>Reads an online endpoint.</summary>
    /// <inheritdoc cref="Load(string, IReadOnlyDictionary{string, string}?)"/>
    public static OnlineEndpoint LoadOnlineEndpoint(string path, IReadOnlyDictionary<string, string>? overrides = null) =>
        Load<OnlineEndpoint>(path, overrides, ResourceKind.OnlineEndpoint);

    /// <summary>Reads an online deployment.</summary>
    /// <inheritdoc cref="Load(string, IReadOnlyDictionary{string, string}?)"/>
    public static OnlineDeployment LoadOnlineDeployment(string path, IReadOnlyDictionary<string, string>? overrides = null) =>
        Load<OnlineDeployment>(path, overrides, ResourceKind.ManagedDeployment);

    /// <summary>Reads a compute cluster.</summary>
    /// <inheritdoc cref="Load(string, IReadOnlyDictionary{string, string}?)"/>
    public static AmlCompute LoadCompute(string path, IReadOnlyDictionary<string, string>? overrides = null) =>
        Load<AmlCompute>(path, overrides, ResourceKind.AmlCompute);

    private static T Load<T>(string path, IReadOnlyDictionary<string, string>? overrides, ResourceKind? expected)
        where T : AzureMlResource
    {
        var diagnostics = new Diagnostics();
        var document = YamlDocument.Load(path, diagnostics);
        var reader = document.Reader(diagnostics);
        if (overrides is { Count: > 0 }) reader = new YamlReader(Overrides.Apply(reader.Source, overrides, diagnostics), diagnostics);
        var kind = KindOf<T>(reader.Source, expected);
        var resource = document.Root is YamlMapping && kind is not null ? Read(reader, kind) : null;
        if (kind is null && document.Root is YamlMapping)
            diagnostics.Add(reader.Location, $"expected {Expected<T>(expected)}; neither '$schema' nor 'type' nor the keys tell what this file describes.");
        else if (resource is not null and not T)
            throw new RelevoException($"{reader.LocationOf("$schema")}: expected {Expected<T>(expected)}, found {Article(kind!.Title)}.", null, ExitCode.Configuration); // A resource has a kind.
        diagnostics.ThrowIfAny();
        return (T)resource!; // Without a resource there is a fault.
    }

    // Without any sign of its kind a file is taken for what is asked. A component differs from a job of its sort by '$schema' alone.
    private static ResourceKind? KindOf<T>(YamlMapping mapping, ResourceKind? expected)
    {
        var kind = ResourceKind.Of(mapping) ?? expected;
        if (ResourceKind.FromSchema(mapping) is not null) return kind;
        if (kind == ResourceKind.CommandJob && typeof(T) == typeof(CommandComponent)) return ResourceKind.CommandComponent;
        if (kind == ResourceKind.CommandComponent && typeof(T) == typeof(Job)) return ResourceKind.CommandJob;
        return kind == ResourceKind.PipelineComponent && typeof(T) == typeof(Job) ? ResourceKind.PipelineJob : kind;
    }

    private static AzureMlResource Read(YamlReader reader, ResourceKind kind) => kind switch
    {
        _ when kind == ResourceKind.CommandJob => JobReader.Command(reader),
        _ when kind == ResourceKind.PipelineJob => JobReader.Pipeline(reader),
        _ when kind == ResourceKind.CommandComponent => ComponentReader.Command(reader, isInline: false),
        _ when kind == ResourceKind.Data => AssetReader.Data(reader),
        _ when kind == ResourceKind.Model => AssetReader.Model(reader, isInline: false),
        _ when kind == ResourceKind.Environment => AssetReader.Environment(reader, isInline: false),
        _ when kind == ResourceKind.OnlineEndpoint => EndpointReader.Endpoint(reader),
        _ when kind == ResourceKind.ManagedDeployment => DeploymentReader.Deployment(reader, OnlineDeploymentKind.Managed),
        _ when kind == ResourceKind.KubernetesDeployment => DeploymentReader.Deployment(reader, OnlineDeploymentKind.Kubernetes),
        _ when kind == ResourceKind.AmlCompute => ComputeReader.Cluster(reader),
        { IsJob: true } => JobReader.Unsupported(reader, kind.Title[..^" job".Length]),
        _ => new UnsupportedResource
        {
            Kind = kind.Title,
            Raw = reader.Source,
            Location = reader.Location,
            Name = (reader.Source["name"] as YamlScalar)?.Text,
            Description = (reader.Source["description"] as YamlScalar)?.Text,
        },
    };

    private static string Expected<T>(ResourceKind? kind) =>
        kind is not null ? Article(kind.Title) : typeof(T) == typeof(Job) ? "a job" : "an Azure ML resource";

    private static string Article(string title) => ("aeiou".Contains(char.ToLowerInvariant(title[0])) ? "an " : "a ") + title;
}
