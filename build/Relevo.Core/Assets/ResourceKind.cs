using Relevo.Core.Yaml;

namespace Relevo.Core.Assets;

/// <summary>What an Azure ML file describes, found from its <c>$schema</c>, else its <c>type</c>, else its shape.</summary>
internal sealed record ResourceKind(string Title)
{
    public static readonly ResourceKind CommandJob = new("command job");
    public static readonly ResourceKind PipelineJob = new("pipeline job");
    public static readonly ResourceKind CommandComponent = new("command component");
    public static readonly ResourceKind PipelineComponent = new("pipeline component");
    public static readonly ResourceKind Data = new("data asset");
    public static readonly ResourceKind Environment = new("environment");
    public static readonly ResourceKind Model = new("model");
    public static readonly ResourceKind OnlineEndpoint = new("online endpoint");
    public static readonly ResourceKind ManagedDeployment = new("online deployment");
    public static readonly ResourceKind KubernetesDeployment = new("Kubernetes online deployment");
    public static readonly ResourceKind AmlCompute = new("compute cluster");

    private static readonly Dictionary<string, ResourceKind> BySchema = new(StringComparer.OrdinalIgnoreCase)
    {
        ["commandJob"] = CommandJob,
        ["pipelineJob"] = PipelineJob,
        ["commandComponent"] = CommandComponent,
        ["pipelineComponent"] = PipelineComponent,
        ["data"] = Data,
        ["environment"] = Environment,
        ["model"] = Model,
        ["managedOnlineEndpoint"] = OnlineEndpoint,
        ["kubernetesOnlineEndpoint"] = OnlineEndpoint,
        ["onlineEndpoint"] = OnlineEndpoint,
        ["managedOnlineDeployment"] = ManagedDeployment,
        ["onlineDeployment"] = ManagedDeployment,
        ["kubernetesOnlineDeployment"] = KubernetesDeployment,
        ["amlCompute"] = AmlCompute,
        ["sweepJob"] = new("sweep job"),
        ["sparkJob"] = new("spark job"),
        ["autoMLJob"] = new("automl job"),
        ["parallelJob"] = new("parallel job"),
        ["importJob"] = new("import job"),
        ["finetuningJob"] = new("finetuning job"),
        ["dataTransferJob"] = new("data_transfer job"),
        ["sparkComponent"] = new("spark component"),
        ["parallelComponent"] = new("parallel component"),
        ["importComponent"] = new("import component"),
        ["sweepComponent"] = new("sweep component"),
        ["dataTransferComponent"] = new("data_transfer component"),
        ["batchEndpoint"] = new("batch endpoint"),
        ["batchDeployment"] = new("batch deployment"),
        ["modelBatchDeployment"] = new("batch deployment"),
        ["pipelineComponentBatchDeployment"] = new("batch deployment"),
        ["pipelineBatchDeployment"] = new("batch deployment"),
        ["schedule"] = new("schedule"),
        ["monitorSchedule"] = new("monitoring schedule"),
        ["computeInstance"] = new("compute instance"),
        ["kubernetesCompute"] = new("Kubernetes compute"),
        ["vmCompute"] = new("attached virtual machine"),
        ["synapseSparkCompute"] = new("Synapse Spark compute"),
        ["azureBlob"] = new("datastore"),
        ["azureFile"] = new("datastore"),
        ["azureDataLakeGen1"] = new("datastore"),
        ["azureDataLakeGen2"] = new("datastore"),
        ["oneLake"] = new("datastore"),
        ["workspace"] = new("workspace"),
        ["registry"] = new("registry"),
        ["connection"] = new("connection"),
        ["dataImport"] = new("data import"),
        ["dataIndex"] = new("data index"),
        ["featureStore"] = new("feature store"),
        ["featureSet"] = new("feature set"),
        ["featureStoreEntity"] = new("feature store entity"),
        ["modelVersionPackage"] = new("model package"),
        ["flow"] = new("prompt flow"),
        ["run"] = new("prompt flow run"),
    };

    private static readonly string[] UnsupportedJobTypes =
        ["sweep", "spark", "automl", "parallel", "import", "finetuning", "data_transfer", "distillation"];

    /// <summary>Whether the kind is a job of any sort.</summary>
    public bool IsJob => Title.EndsWith(" job", StringComparison.Ordinal);

    /// <summary>The kind of a mapping, or null where nothing tells.</summary>
    public static ResourceKind? Of(YamlMapping mapping) => FromSchema(mapping) ?? FromType(mapping) ?? FromShape(mapping) ?? Named(mapping);

    /// <summary>The kind that <c>$schema</c> names, or null.</summary>
    public static ResourceKind? FromSchema(YamlMapping mapping) => SchemaName(mapping) is { } name ? BySchema.GetValueOrDefault(name) : null;

    // A schema that is not known here is still a sign of some other kind.
    private static ResourceKind? Named(YamlMapping mapping) => SchemaName(mapping) is { } name ? new ResourceKind($"resource of schema '{name}'") : null;

    private static string? SchemaName(YamlMapping mapping) =>
        mapping["$schema"] is YamlScalar { Text: { Length: > 0 } schema }
            ? schema[(schema.LastIndexOf('/') + 1)..].Replace(".json", "", StringComparison.OrdinalIgnoreCase).Replace(".schema", "", StringComparison.OrdinalIgnoreCase)
            : null;

    private static ResourceKind? FromType(YamlMapping mapping)
    {
        if (mapping["type"] is not YamlScalar { Text: var type }) return null;
        var isComponent = mapping["jobs"] is null && mapping["name"] is not null && DeclaresTypes(mapping);
        return type.ToLowerInvariant() switch
        {
            "command" => isComponent ? CommandComponent : CommandJob,
            "pipeline" => mapping["name"] is not null && DeclaresTypes(mapping) ? PipelineComponent : PipelineJob,
            "uri_file" or "uri_folder" or "mltable" => Data,
            "mlflow_model" or "custom_model" or "triton_model" => Model,
            "amlcompute" => AmlCompute,
            "managed" when IsDeployment(mapping) => ManagedDeployment,
            "kubernetes" when IsDeployment(mapping) => KubernetesDeployment,
            "computeinstance" => BySchema["computeInstance"],
            "kubernetes" => BySchema["kubernetesCompute"],
            "azure_blob" or "azure_file" or "azure_data_lake_gen1" or "azure_data_lake_gen2" or "one_lake" => BySchema["azureBlob"],
            "model" or "pipeline_component" when IsDeployment(mapping) => BySchema["batchDeployment"],
            var job when UnsupportedJobTypes.Contains(job) => new ResourceKind($"{job} {(isComponent ? "component" : "job")}"),
            _ => null,
        };
    }

    private static ResourceKind? FromShape(YamlMapping mapping) =>
        mapping["jobs"] is YamlMapping ? PipelineJob
        : mapping["command"] is not null ? mapping["name"] is not null && DeclaresTypes(mapping) ? CommandComponent : CommandJob
        : mapping["trigger"] is not null ? BySchema["schedule"]
        : mapping["replication_locations"] is not null ? BySchema["registry"]
        : mapping["auth_mode"] is not null ? OnlineEndpoint
        : IsDeployment(mapping) ? mapping["mini_batch_size"] is not null ? BySchema["batchDeployment"] : ManagedDeployment
        : mapping["image"] is not null || mapping["conda_file"] is not null || mapping["build"] is not null ? Environment
        : mapping["min_instances"] is not null || mapping["size"] is not null ? AmlCompute
        : null;

    private static bool IsDeployment(YamlMapping mapping) =>
        mapping["endpoint_name"] is not null || mapping["instance_type"] is not null || mapping["code_configuration"] is not null;

    // Components declare inputs by type; jobs give them values.
    private static bool DeclaresTypes(YamlMapping mapping) =>
        mapping["inputs"] is not YamlMapping inputs ||
        inputs.Entries.All(entry => entry.Value is YamlMapping input && input["type"] is not null && input["path"] is null && input["value"] is null);
}
